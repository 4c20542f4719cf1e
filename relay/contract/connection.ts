/** A set-up platform account: what its webhooks mean, and what is written back there after a decision. */
import { z } from 'zod';
import { RiskLevel } from './approval-words.js';

export const PLATFORMS = [
  'zendesk',
  'intercom',
  'fin-agent',
  'fin-helpdesk',
  'hubspot',
  'freshdesk',
  'salesforce',
  'generic',
] as const;
export const PlatformName = z.enum(PLATFORMS).meta({ id: 'Platform', title: 'Platform' });

/** How long what came in is kept. */
export const EVENT_RETENTION_DAYS = 7;

export const ConnectionRequest = z
  .object({
    platform: PlatformName,
    name: z.string().trim().min(1, 'Give the connection a name that reviewers recognise.').max(100),
    riskLevel: RiskLevel.optional().meta({
      description: 'Of approvals whose payload says nothing about risk. Without it, medium.',
    }),
    group: z.string().trim().min(1).max(200).optional().meta({ description: 'Review group of its approvals.' }),
    settings: z.record(z.string(), z.unknown()).default({}).meta({
      description: 'Depends on the platform; GET /api/platforms lists the fields. Secrets are never shown again.',
    }),
  })
  .meta({ id: 'ConnectionRequest', title: 'New connection' });

export const ConnectionChange = ConnectionRequest.omit({ platform: true })
  .extend({ riskLevel: RiskLevel.nullable(), group: ConnectionRequest.shape.group.nullable() })
  .partial()
  .meta({
    id: 'ConnectionChange',
    title: 'Changed connection',
    description: 'What is left out stays, what is null is taken away.',
  });

export const ConnectionView = z
  .object({
    id: z.string().meta({ example: 'con_2f1c9a7d4be0583a66c1d2e4' }),
    platform: PlatformName,
    name: z.string(),
    riskLevel: RiskLevel.nullable(),
    group: z.string().nullable(),
    settings: z.record(z.string(), z.unknown()).meta({ description: 'Without the secrets.' }),
    secretsSet: z.array(z.string()).meta({ description: 'Which secrets are there.' }),
    inboundUrl: z.string().meta({ description: 'Where the platform sends its webhooks. Treat it as a secret.' }),
    createdAt: z.string(),
  })
  .meta({ id: 'Connection', title: 'Connection' });

/** Callbacks of its approvals are signed with this secret, which is shown this once. */
export const NewConnection = ConnectionView.extend({
  signingSecret: z.string(),
  generated: z.record(z.string(), z.string()).meta({
    description: 'Secrets that the relay made for the platform, such as Fin’s client secret. Shown this once.',
  }),
}).meta({
  id: 'NewConnection',
  title: 'Connection, with its secret shown once',
});

export const EVENT_OUTCOMES = ['received', 'approval', 'ignored', 'refused', 'failed'] as const;

export const InboundEventView = z
  .object({
    id: z.string(),
    receivedAt: z.string(),
    what: z.string().meta({ description: 'The platform’s own name of it, such as ticket.comment_added.' }),
    outcome: z.enum(EVENT_OUTCOMES),
    reason: z.string().nullable().meta({ description: 'Why it was ignored, refused or could not be read.' }),
    approvalId: z.string().nullable(),
    repeats: z.int().meta({ description: 'How many times the platform has sent it again.' }),
    body: z.string().meta({ description: 'As it came, as text; at most 64 kB of it.' }),
  })
  .meta({ id: 'InboundEvent', title: 'Inbound event' });

export const SetUpView = z
  .object({
    steps: z.array(
      z.object({
        title: z.string(),
        text: z.string(),
        paste: z.string().nullable().meta({ description: 'What to paste there.' }),
        part: z.string().nullable().meta({ description: 'Where the platform can be used in several ways: which one.' }),
      }),
    ),
    automatic: z
      .boolean()
      .meta({ description: 'Whether POST to the same address does it through the platform’s API.' }),
    automaticPart: z.string().nullable().meta({ description: 'The part that it then does; null for all of it.' }),
    keyPlaceholder: z
      .string()
      .nullable()
      .meta({ description: 'What in the texts to paste stands for a connection key; null when none needs one.' }),
  })
  .meta({ id: 'SetUp', title: 'What to do in the platform' });

export const InboundEventFilter = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(200).optional(),
});

export const InboundEventList = z
  .object({ items: z.array(InboundEventView), nextCursor: z.string().nullable(), total: z.int() })
  .meta({ id: 'InboundEventList', title: 'Inbound events' });

/** What a form needs to ask for a platform's settings. */
export const PlatformView = z
  .object({
    platform: PlatformName,
    title: z.string(),
    secrets: z.array(z.string()),
    settings: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema of the settings.' }),
    sample: z
      .object({ contentType: z.string(), body: z.string() })
      .meta({ description: 'What the platform might send, to try a connection with.' }),
  })
  .meta({ id: 'PlatformDescription', title: 'Platform' });

export const TryRequest = z
  .object({
    platform: PlatformName,
    settings: z.record(z.string(), z.unknown()).default({}),
    body: z.string().max(200_000),
    contentType: z.string().max(200).default('application/json'),
  })
  .meta({ id: 'TryRequest', title: 'Try a payload' });

export const TestRequest = TryRequest.pick({ body: true, contentType: true })
  .partial()
  .meta({ id: 'TestRequest', title: 'Test event', description: 'Left out, a sample of the platform is taken.' });

export const TryAnswer = z
  .object({
    what: z.string(),
    ignored: z.string().nullable(),
    approval: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'TryAnswer', title: 'What would become of it' });

export type PlatformName = z.infer<typeof PlatformName>;
export type ConnectionRequest = z.infer<typeof ConnectionRequest>;
export type ConnectionChange = z.infer<typeof ConnectionChange>;
export type ConnectionView = z.infer<typeof ConnectionView>;
export type NewConnection = z.infer<typeof NewConnection>;
export type PlatformView = z.infer<typeof PlatformView>;
export type SetUpView = z.infer<typeof SetUpView>;
export type InboundEventView = z.infer<typeof InboundEventView>;
export type TryAnswer = z.infer<typeof TryAnswer>;
