/** One outgoing request with its retries, as people see it. */
import { z } from 'zod';

export const DELIVERY_STATUSES = ['queued', 'delivered', 'failed', 'cancelled'] as const;

export const DeliveryAttempt = z
  .object({
    at: z.string(),
    durationMs: z.int(),
    status: z.int().nullable().meta({ description: 'HTTP status of the answer, or null when there was none.' }),
    error: z.string().nullable().meta({ description: 'What went wrong, in plain words; null when it arrived.' }),
    answer: z.string().nullable().meta({ description: 'The first characters of the answer.' }),
    tries: z.int().meta({ description: 'How many times in a row it ended like this; only the last is shown.' }),
  })
  .meta({ id: 'DeliveryAttempt', title: 'Attempt' });

export const DeliveryView = z
  .object({
    id: z
      .string()
      .meta({ description: 'Sent as webhook-id, the same on every attempt.', example: 'msg_2f1c9a7d4be0583a66c1d2e4' }),
    kind: z.enum(['callback', 'event', 'writeBack', 'lookUp', 'notification']),
    approvalId: z.string().nullable(),
    batchId: z.string().nullable(),
    host: z.string().meta({ description: 'Where it goes. The rest of the address is a secret of the receiver.' }),
    event: z.string(),
    channel: z.string().nullable().meta({ description: 'Name of the channel that is told, for a notification.' }),
    status: z.enum(DELIVERY_STATUSES),
    createdAt: z.string(),
    nextAttemptAt: z.string().nullable(),
    attempts: z.array(DeliveryAttempt),
    advice: z.string().nullable().meta({ description: 'What to do when it failed, in plain words.' }),
    summary: z
      .string()
      .nullable()
      .meta({ description: 'What it tells of: the summary of its approval, or of the first of its batch.' }),
    pageUrl: z.string().meta({ description: 'The page where people see it and can send it again.' }),
  })
  .meta({ id: 'Delivery', title: 'Delivery' });

export const DeliveryFilter = z.object({
  status: z.enum(DELIVERY_STATUSES).optional(),
  approvalId: z
    .string()
    .max(64)
    .optional()
    .meta({ description: 'Only those that tell of this approval, alone or with the others of its batch.' }),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(200).optional(),
});

export const DeliveryList = z
  .object({ items: z.array(DeliveryView), nextCursor: z.string().nullable(), total: z.int() })
  .meta({ id: 'DeliveryList', title: 'Deliveries' });

export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;
export type DeliveryView = z.infer<typeof DeliveryView>;
export type DeliveryFilter = z.infer<typeof DeliveryFilter>;
