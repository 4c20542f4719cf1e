/**
 * The words that cross the wire about an approval: what a caller may ask, what everybody reads back, and what a
 * reviewer may answer. Validation, the OpenAPI document and the fields of the n8n nodes are all made from here.
 */
import { z } from 'zod';

export const APPROVAL_STATUSES = ['PENDING', 'APPROVED', 'REJECTED', 'CANCELLED'] as const;
export const RISK_LEVELS = ['low', 'medium', 'high'] as const;
export const PRIORITIES = ['low', 'normal', 'urgent'] as const;
export const EXPIRY_OUTCOMES = ['reject', 'approve'] as const;
export const VERDICTS = ['approve', 'reject'] as const;

/** How long an approval stays open when the caller names no deadline. */
export const DEFAULT_EXPIRY_HOURS = 24;
/** The longest that any request is held open before it is answered `pending`. */
export const MAX_HOLD_MS = 25_000;
/** Deepest nesting and most fields that `details`, `modifiedDetails` and `metadata` may have. */
export const MAX_DEPTH = 20;
export const MAX_FIELDS = 200;

const Timestamp = z.iso.datetime({
  offset: true,
  error: 'Use an ISO 8601 time with a zone, such as 2026-01-31T18:00:00Z.',
});
const HttpUrl = z
  .url({ protocol: /^https?$/, error: 'Use a full http:// or https:// address.' })
  .max(2000, 'Use an address of at most 2,000 characters.');

export const JsonObject = z.record(z.string(), z.unknown()).superRefine((value, ctx) => {
  const problem = tooLarge(value);
  if (problem) ctx.addIssue({ code: 'custom', message: problem });
});

export const RiskLevel = z.enum(RISK_LEVELS).meta({ id: 'RiskLevel', title: 'Risk level' });
export const ApprovalStatus = z.enum(APPROVAL_STATUSES).meta({ id: 'ApprovalStatus', title: 'Status' });

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

export const Comment = z
  .object({ id: z.string(), at: Timestamp, by: z.string(), text: z.string() })
  .meta({ id: 'Comment', title: 'Comment' });

/** How many people must approve: so many, everyone in the group, or one of each group in turn. */
export const Quorum = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('count'), count: z.int().min(2, 'Ask for at least 2.').max(20) }),
    z.object({ kind: z.literal('everyone') }),
    z.object({
      kind: z.literal('sequence'),
      groups: z.array(z.string().trim().min(1).max(200)).min(2, 'Name at least two groups.').max(10),
    }),
  ])
  .meta({ id: 'Quorum', title: 'How many must approve' });

/** One person's approval where several are needed. */
export const Vote = z
  .object({
    by: z.string(),
    verdict: z.enum(VERDICTS),
    note: z.string().nullable(),
    reasonCode: z.string().nullable(),
    at: Timestamp,
    group: z.string().nullable().meta({ description: 'The step of a sequence that it was for.' }),
  })
  .meta({ id: 'Vote', title: 'Vote' });

/** An approval as `GET /api/approvals/{id}` shows it. */
export const ApprovalView = z
  .object({
    id: z.string().meta({ title: 'ID', example: 'req_2f1c9a7d4be0583a66c1d2e4' }),
    approvalId: z.string().meta({ title: 'Approval ID', description: 'The same as id.' }),
    status: ApprovalStatus,
    action: z.string(),
    summary: z.string(),
    details: z.record(z.string(), z.unknown()),
    modifiedDetails: z.record(z.string(), z.unknown()).nullable().meta({
      title: 'Modified details',
      description: 'All the details as the reviewer left them, or null when nothing was changed.',
    }),
    effectiveDetails: z.record(z.string(), z.unknown()).meta({
      title: 'Effective details',
      description: 'modifiedDetails if there are any, else details: what to act on.',
    }),
    detailsSchema: z.record(z.string(), z.unknown()).nullable(),
    riskLevel: RiskLevel,
    priority: z.enum(PRIORITIES),
    justification: z.string().nullable(),
    agentName: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()),
    platform: z.string(),
    reference: z.record(z.string(), z.unknown()).meta({
      title: 'Reference',
      description: 'What it is about in the platform that it came from, such as ticketId or conversationId.',
    }),
    sourceUrl: z
      .string()
      .nullable()
      .meta({ title: 'Source URL', description: 'The page of the ticket or conversation in its platform.' }),
    group: z.string().nullable(),
    reviewers: z.array(z.string()),
    assignees: z.array(z.string()).meta({ title: 'Assignees', description: 'E-mails of the people it is given to.' }),
    requestedBy: z.string().nullable(),
    separateDuty: z
      .boolean()
      .meta({ title: 'Separation of duty', description: 'Whether who asked is kept from deciding it.' }),
    quorum: Quorum.nullable().meta({
      title: 'Quorum',
      description: 'How many people must approve. Null when one is enough.',
    }),
    votes: z.array(Vote).meta({ title: 'Votes', description: 'Approvals so far, all of the same details.' }),
    proposedDetails: z.record(z.string(), z.unknown()).nullable().meta({
      title: 'Proposed details',
      description: 'The changed details that are put to the vote. Null when it is about the details as asked.',
    }),
    rules: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .meta({ title: 'Rules', description: 'The rules that matched when it was asked.' }),
    claimedBy: z
      .string()
      .nullable()
      .meta({ title: 'Claimed by', description: 'E-mail of the person who works on it.' }),
    targetAt: Timestamp.nullable().meta({ title: 'Target', description: 'By when it should be decided.' }),
    targetMissedAt: Timestamp.nullable().meta({ title: 'Target missed', description: 'When the target was missed.' }),
    batchId: z.string().nullable(),
    createdAt: Timestamp,
    expiresAt: Timestamp,
    onExpiry: z.enum(EXPIRY_OUTCOMES),
    decisionNote: z.string().nullable(),
    decisionReasonCode: z
      .string()
      .nullable()
      .meta({ title: 'Reason code', description: 'The reviewer’s reason, or "expired" when nobody answered in time.' }),
    decidedAt: Timestamp.nullable(),
    decidedBy: z.string().nullable(),
    decidedFor: z
      .string()
      .nullable()
      .meta({ title: 'Decided for', description: 'In whose stead a delegate decided, when they were away.' }),
    decidedVia: z
      .enum(['link'])
      .nullable()
      .meta({ title: 'Decided via', description: 'link when it was answered by a review link.' }),
    autoDecided: z
      .boolean()
      .meta({ title: 'Decided automatically', description: 'True when a deadline or a rule decided, not a person.' }),
    reviewUrl: z.string().meta({ title: 'Review URL', description: 'The page where a reviewer decides.' }),
    pollUrl: z
      .string()
      .meta({ title: 'Poll URL', description: 'GET it with the connection key to read the approval again.' }),
  })
  .meta({ id: 'Approval', title: 'Approval' });

/** The answer of the two doors that ask: lower case, flat, constant keys, so that a no-code tool can branch on it. */
export const InboundAnswer = z
  .object({
    status: z
      .enum(['pending', 'approved', 'rejected'])
      .meta({ title: 'Status', description: 'A cancelled approval reads as rejected.' }),
    approvalId: z.string(),
    id: z.string(),
    reviewUrl: z.string(),
    pollUrl: z.string(),
    modifiedDetails: z.record(z.string(), z.unknown()).nullable(),
    decisionNote: z.string().nullable(),
    retryAfterSeconds: z
      .int()
      .nullable()
      .meta({ title: 'Retry after', description: 'Seconds to wait before polling again; null once it is settled.' }),
    warnings: z
      .array(z.string())
      .meta({ title: 'Warnings', description: 'What was accepted but may not be what you meant.' }),
  })
  .meta({ id: 'InboundAnswer', title: 'Answer to an approval request' });

export const RequestedAnswer = InboundAnswer.extend({ status: ApprovalStatus }).meta({
  id: 'RequestedAnswer',
  title: 'Answer to a request that never holds',
});

export const VerdictRequest = z
  .object({
    verdict: z.enum(VERDICTS).meta({ title: 'Verdict', description: 'Yes or no.' }),
    note: z
      .string()
      .trim()
      .max(10_000)
      .optional()
      .meta({ title: 'Note', description: 'What the workflow and the customer’s record should know.' }),
    reasonCode: z
      .string()
      .trim()
      .regex(/^[a-z0-9_]{1,60}$/, 'Use lower-case letters, digits and underscores.')
      .optional()
      .meta({
        title: 'Reason code',
        description: 'A short stable reason for reports.',
        example: 'verified_authorised',
      }),
    modifiedDetails: JsonObject.optional().meta({
      title: 'Modified details',
      description: 'All the details as they should be acted on. Only with approve.',
    }),
  })
  .refine((verdict) => verdict.verdict === 'approve' || verdict.modifiedDetails === undefined, {
    path: ['modifiedDetails'],
    message: 'Details can only be changed when approving. Leave modifiedDetails out, or approve.',
  })
  .meta({ id: 'Verdict', title: 'Verdict' });

export const CancelRequest = z
  .object({
    note: z.string().trim().max(10_000).optional().meta({ title: 'Note', description: 'Why it is no longer needed.' }),
  })
  .meta({ id: 'CancelRequest', title: 'Cancellation' });

export const CommentRequest = z
  .object({
    text: z
      .string()
      .trim()
      .min(1, 'Write something.')
      .max(10_000)
      .meta({ title: 'Text', description: 'Plain text, shown to reviewers.' }),
  })
  .meta({ id: 'CommentRequest', title: 'New comment' });

/** The flat body that a callback receives, exactly the seeds' fields plus `approvalId`, `action` and `metadata`. */
export const DecisionCallback = z
  .object({
    id: z.string(),
    approvalId: z.string(),
    status: z.enum(['APPROVED', 'REJECTED', 'CANCELLED']),
    action: z.string(),
    details: z.record(z.string(), z.unknown()),
    modifiedDetails: z.record(z.string(), z.unknown()).nullable(),
    metadata: z.record(z.string(), z.unknown()),
    decisionNote: z.string().nullable(),
    decisionReasonCode: z.string().nullable(),
    decidedAt: Timestamp,
    decidedBy: z.string(),
    autoDecided: z.boolean(),
  })
  .meta({ id: 'DecisionCallback', title: 'Decision callback' });

/** Where a vote stands, and whether the caller has one. */
export const Standing = z
  .object({
    mayDecide: z.boolean(),
    reason: z.string().nullable().meta({ description: 'Why the caller may not decide it.' }),
    hasVoted: z.boolean(),
    have: z.int().meta({ description: 'Approvals so far.' }),
    need: z.int().meta({ description: 'Approvals that it needs.' }),
    steps: z
      .array(z.object({ name: z.string(), by: z.string().nullable() }))
      .meta({ description: 'For a sequence its groups, for everyone the members; with who has approved.' }),
  })
  .meta({ id: 'Standing', title: 'Where the vote stands' });

/** One line of an approval's story: who did what, when, and what now if it failed. */
export const TimelineEntry = z
  .object({
    at: Timestamp,
    event: z.string().meta({ example: 'approval.requested' }),
    by: z.string().nullable(),
    text: z.string().nullable(),
    deliveryId: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry', title: 'Timeline entry' });

export const ApprovalList = z
  .object({ items: z.array(ApprovalView), nextCursor: z.string().nullable(), total: z.int() })
  .meta({ id: 'ApprovalList', title: 'Approvals' });

const csv = (what: string) =>
  z
    .string()
    .max(500)
    .optional()
    .meta({ description: `${what} Several are separated by commas.` });
/** Filters of `GET /api/approvals`. Newest first. */
export const ApprovalFilter = z.object({
  status: z
    .string()
    .max(100)
    .transform((text) => text.toUpperCase().split(','))
    .pipe(z.array(ApprovalStatus))
    .optional()
    .meta({ description: 'PENDING, APPROVED, REJECTED or CANCELLED. Several are separated by commas.' }),
  action: csv('Exact action.'),
  risk: csv('low, medium or high.'),
  platform: csv('Where it came from.'),
  group: csv('Review group.'),
  queue: z.enum(['mine', 'all']).default('all').meta({
    description: 'mine: what is assigned to, claimed by or meant for the caller, or for a group of theirs.',
  }),
  assignee: csv('E-mail of somebody it is assigned to or claimed by; "nobody" for what is with nobody.'),
  from: Timestamp.optional().meta({ description: 'Created at or after this time.' }),
  to: Timestamp.optional().meta({ description: 'Created before this time.' }),
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'Words that must all occur in the summary, action, agent, justification or details.' }),
  sort: z.enum(['newest', 'deadline', 'priority', 'decided']).default('newest').meta({
    description:
      'newest first, nearest deadline first, most urgent and then nearest target first, or last decided first.',
  }),
  limit: z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'How many, at most 100.' }),
  cursor: z.string().max(200).optional().meta({ description: 'nextCursor of the page before.' }),
});

export type ApprovalRequest = z.infer<typeof ApprovalRequest>;
export type ApprovalView = z.infer<typeof ApprovalView>;
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;
export type RiskLevel = z.infer<typeof RiskLevel>;
export type CallbackRequest = z.infer<typeof CallbackRequest>;
export type InboundAnswer = z.infer<typeof InboundAnswer>;
export type RequestedAnswer = z.infer<typeof RequestedAnswer>;
export type VerdictRequest = z.infer<typeof VerdictRequest>;
export type DecisionCallback = z.infer<typeof DecisionCallback>;
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export type ApprovalFilter = z.infer<typeof ApprovalFilter>;
export type ApprovalList = z.infer<typeof ApprovalList>;
export type Quorum = z.infer<typeof Quorum>;
export type Vote = z.infer<typeof Vote>;
export type Standing = z.infer<typeof Standing>;
export type Comment = z.infer<typeof Comment>;

/** What is wrong with the size of a JSON value, or undefined when it is within the limits. */
function tooLarge(value: unknown): string | undefined {
  let fields = 0;
  const open: Array<{ value: unknown; depth: number }> = [{ value, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth > MAX_DEPTH) return `Nested deeper than ${MAX_DEPTH} levels. Send a flatter object.`;
    for (const child of Object.values(next.value)) {
      fields += 1;
      if (fields > MAX_FIELDS) return `More than ${MAX_FIELDS} fields. Send only what the reviewer needs.`;
      open.push({ value: child, depth: next.depth + 1 });
    }
  }
  return undefined;
}
