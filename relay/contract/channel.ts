/** Where reviewers are told: Slack, Discord, Teams, e-mail, PagerDuty or a webhook. */
import { z } from 'zod';

export const CHANNEL_KINDS = [
  'slack',
  'slack-webhook',
  'discord',
  'discord-webhook',
  'teams',
  'email',
  'pagerduty',
  'webhook',
] as const;
export const ChannelKindName = z.enum(CHANNEL_KINDS).meta({ id: 'ChannelKind', title: 'Kind' });

/**
 * Why a channel is told. `changed` and `revised` bring the copies that are there up to date: with who works on it or has
 * approved, and with other details that somebody has put to the vote. `invited` is a
 * mail to somebody who shall join.
 */
export const PURPOSES = [
  'asked',
  'assigned',
  'reminded',
  'escalated',
  'changed',
  'revised',
  'settled',
  'invited',
  'test',
  'reply',
] as const;
export type Purpose = (typeof PURPOSES)[number];

export const ChannelPerson = z.object({
  externalId: z
    .string()
    .trim()
    .min(1, 'Give the person’s id in the channel.')
    .max(100)
    .meta({ title: 'Id there', description: 'Such as U012AB3CD in Slack.' }),
  email: z
    .email('Use the e-mail address of a reviewer.')
    .max(320)
    .transform((text) => text.toLowerCase())
    .meta({ title: 'Reviewer', description: 'E-mail address with which this person is a reviewer here.' }),
});

export const ChannelRequest = z
  .object({
    kind: ChannelKindName,
    name: z.string().trim().min(1, 'Give the channel a name that people recognise.').max(100),
    settings: z.record(z.string(), z.unknown()).default({}).meta({
      description: 'Depends on the kind; GET /api/channel-kinds lists the fields. Secrets are never shown again.',
    }),
    people: z
      .array(ChannelPerson)
      .max(2000)
      .default([])
      .meta({ description: 'Who is who: only people named here may decide in the channel.' }),
    fallback: z.string().max(64).nullable().default(null).meta({
      description: 'Id of the channel that is told instead when this one fails.',
    }),
    isDefault: z.boolean().default(false).meta({
      description: 'Told about every approval for which neither a rule nor a group names channels.',
    }),
  })
  .meta({ id: 'ChannelRequest', title: 'New channel' });

export const ChannelChange = z
  .object({
    name: ChannelRequest.shape.name,
    settings: z.record(z.string(), z.unknown()),
    people: z.array(ChannelPerson).max(2000),
    fallback: z.string().max(64).nullable(),
    isDefault: z.boolean(),
    disabled: z.boolean().meta({ description: 'A disabled channel is told nothing, and nobody can decide in it.' }),
  })
  .partial()
  .meta({
    id: 'ChannelChange',
    title: 'Changed channel',
    description: 'What is left out stays; a setting that is null is taken away.',
  });

export const ChannelView = z
  .object({
    id: z.string().meta({ example: 'chn_2f1c9a7d4be0583a66c1d2e4' }),
    kind: ChannelKindName,
    name: z.string(),
    settings: z.record(z.string(), z.unknown()).meta({ description: 'Without the secrets.' }),
    secretsSet: z.array(z.string()).meta({ description: 'Which secrets are there.' }),
    people: z.array(ChannelPerson),
    fallback: z.string().nullable(),
    isDefault: z.boolean(),
    status: z.enum(['incomplete', 'ready', 'working', 'failing', 'gone', 'disabled']).meta({
      description:
        'ready: set up, and nothing was sent yet. gone: its address was removed on the other side, so nothing more is sent to it.',
    }),
    missing: z.string().nullable().meta({ description: 'What is still to be set, in plain words.' }),
    lastError: z.object({ at: z.string(), text: z.string() }).nullable(),
    lastSentAt: z.string().nullable().meta({ description: 'When something last arrived, to about an hour.' }),
    interactionUrl: z.string().nullable().meta({ description: 'Where the channel sends what people press.' }),
    createdAt: z.string(),
  })
  .meta({ id: 'Channel', title: 'Channel' });

/** What a form needs to ask for the settings of a kind. */
export const ChannelKindView = z
  .object({
    kind: ChannelKindName,
    title: z.string(),
    summary: z.string(),
    secrets: z.array(z.string()),
    settings: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema of the settings.' }),
    people: z
      .string()
      .nullable()
      .meta({ description: 'What identifies a person there, or null when nobody can decide in it.' }),
  })
  .meta({ id: 'ChannelKindDescription', title: 'Kind of channel' });

export const ChannelSteps = z
  .object({
    steps: z.array(z.object({ title: z.string(), text: z.string(), paste: z.string().nullable() })),
  })
  .meta({ id: 'ChannelSteps', title: 'How to set the channel up' });

export const TestAnswer = z
  .object({ deliveryId: z.string() })
  .meta({ id: 'ChannelTest', title: 'A test message that is on its way' });

export type ChannelKindName = z.infer<typeof ChannelKindName>;
export type ChannelPerson = z.infer<typeof ChannelPerson>;
export type ChannelRequest = z.infer<typeof ChannelRequest>;
export type ChannelChange = z.infer<typeof ChannelChange>;
export type ChannelView = z.infer<typeof ChannelView>;
