/** What a caller may ask, and where it wants to hear the decision. The fields of the n8n nodes are made from here too. */
import { z } from 'zod';
import { EXPIRY_OUTCOMES, PRIORITIES, RiskLevel } from './approval-words.js';
import { MAX_HOLD_MS } from './inbound-answer.js';
import { JsonObject } from './json-object.js';
import { Timestamp } from './timestamp.js';

/** How long an approval stays open when the caller names no deadline. */
export const DEFAULT_EXPIRY_HOURS = 24;

const HttpUrl = z
  .url({ protocol: /^https?$/, error: 'Use a full http:// or https:// address.' })
  .max(2000, 'Use an address of at most 2,000 characters.');

/** Where a decision is sent, and what proves that it arrived. */
export const CallbackRequest = z
  .object({
    url: HttpUrl.meta({ title: 'Callback URL', description: 'Receives one signed POST when the approval is settled.' }),
    confirmation: z.enum(['status', 'marker']).default('status').meta({
      title: 'Confirmation',
      description:
        'What proves arrival: any 2xx status, or the answer body {"countersign":"resumed"}, which the n8n node gives because n8n itself answers 200 when nothing was resumed.',
    }),
    delaySeconds: z.int().min(0).max(60).optional().meta({
      title: 'Delay (seconds)',
      description:
        'How long to hold the decision back, for a caller that is not ready to hear it until its own request has ended.',
    }),
  })
  .meta({ id: 'CallbackRequest', title: 'Callback' });

export const ApprovalRequest = z
  .object({
    action: z.string().trim().min(1, 'Name what the automation wants to do, such as process_refund.').max(200).meta({
      title: 'Action',
      description: 'What the automation wants to do, as a short name that rules can match.',
      example: 'process_refund',
    }),
    summary: z.string().trim().min(1, 'Write one sentence for the reviewer.').max(2000).meta({
      title: 'Summary',
      description: 'One sentence for the reviewer: what happens if they say yes.',
      example: 'Refund 400.00 EUR to ana@example.com',
    }),
    details: JsonObject.meta({
      title: 'Details',
      description: 'The values the automation wants to act on. The reviewer may change them before approving.',
      example: { amount: '400.00', currency: 'EUR', ticketId: '9921' },
    }),
    riskLevel: RiskLevel.default('medium').meta({
      title: 'Risk level',
      description: 'How much harm a wrong yes would do. Use high for money, deletion and bulk sends.',
    }),
    priority: z
      .enum(PRIORITIES)
      .default('normal')
      .meta({ title: 'Priority', description: 'How soon a reviewer should look.' }),
    justification: z.string().max(10_000).optional().meta({
      title: 'Justification',
      description: 'Why the automation wants this. Shown to the reviewer as a quotation.',
    }),
    agentName: z.string().trim().max(200).optional().meta({
      title: 'Agent name',
      description: 'Who asks, as reviewers should see it. Without it, the name of the connection key.',
    }),
    metadata: JsonObject.optional().meta({
      title: 'Metadata',
      description: 'Values that are carried through to the callback and never changed.',
    }),
    detailsSchema: JsonObject.optional().meta({
      title: 'Details schema',
      description:
        'A JSON Schema of the details, from which the edit form is made. Without it, the form follows the values.',
    }),
    expiresAt: Timestamp.optional().meta({
      title: 'Expires at',
      description: `When the approval settles by itself. ISO 8601 with a zone. Without it, ${DEFAULT_EXPIRY_HOURS} hours from now.`,
      example: '2026-01-31T18:00:00Z',
    }),
    expiresInMinutes: z.int().min(1).max(527_040).optional().meta({
      title: 'Expires in (minutes)',
      description:
        'The deadline counted from now by the relay’s clock, for tools that cannot compute a time. Not together with expiresAt.',
      example: 120,
    }),
    onExpiry: z.enum(EXPIRY_OUTCOMES).default('reject').meta({
      title: 'On expiry',
      description: 'What an unanswered approval settles as.',
    }),
    webhookUrl: HttpUrl.optional().meta({
      title: 'Webhook URL',
      description: 'Receives the decision. The same as callbackUrl.',
    }),
    callbackUrl: HttpUrl.optional().meta({
      title: 'Callback URL',
      description: 'Receives one signed POST when the approval is settled.',
    }),
    maxWaitMs: z
      .int()
      .min(0)
      .max(600_000)
      .optional()
      .meta({
        title: 'Longest wait (ms)',
        description: `How long to hold the answer for a decision, in milliseconds; at most ${MAX_HOLD_MS} are granted. Then the answer is pending.`,
      }),
    reviewers: z.array(z.string().trim().min(1).max(320)).max(50).optional().meta({
      title: 'Reviewers',
      description: 'E-mail addresses of the people who should look.',
    }),
    group: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .meta({ title: 'Group', description: 'Name of the review group that should look.' }),
    requestedBy: z.string().trim().min(1).max(320).optional().meta({
      title: 'Requested by',
      description:
        'E-mail of the person on whose behalf this is asked. Where a rule separates duties, they may not decide it.',
    }),
    idempotencyKey: z.string().trim().min(1).max(255).optional().meta({
      title: 'Idempotency key',
      description:
        'The same key with the same body gives the same approval. Also read from the Idempotency-Key header.',
    }),
    changeScope: z.string().trim().min(1).max(255).optional().meta({
      title: 'Change scope',
      description:
        'For agents that cannot be given changed values, only told to ask again. A later request with the same scope, action and exactly the details that the reviewer changed it to is approved at once, one time, within 15 minutes.',
    }),
    platform: z
      .string()
      .trim()
      .regex(/^[a-z0-9-]{1,40}$/, 'Use lower-case letters, digits and dashes.')
      .optional()
      .meta({
        title: 'Platform',
        description: 'Where the request comes from, such as n8n, zapier or zendesk. Without it, api.',
      }),
  })
  .refine((request) => request.expiresAt === undefined || request.expiresInMinutes === undefined, {
    path: ['expiresInMinutes'],
    message: 'Give either expiresAt or expiresInMinutes, not both.',
  })
  .meta({ id: 'ApprovalRequest', title: 'Approval request' });

export type CallbackRequest = z.infer<typeof CallbackRequest>;
export type ApprovalRequest = z.infer<typeof ApprovalRequest>;
