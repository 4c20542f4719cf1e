/** What a caller hears back at once when it has asked, and how long it may be kept waiting for that. */
import { z } from 'zod';
import { ApprovalStatus } from './approval-words.js';

/** The longest that any request is held open before it is answered `pending`. */
export const MAX_HOLD_MS = 25_000;

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

export type InboundAnswer = z.infer<typeof InboundAnswer>;
export type RequestedAnswer = z.infer<typeof RequestedAnswer>;
