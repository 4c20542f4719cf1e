/** Several approvals that are asked together and answered by one callback, when the last of them is settled. */
import { z } from 'zod';
import { ApprovalRequest, CallbackRequest } from './approval-request.js';
import { ApprovalView } from './approval.js';

export const MAX_BATCH = 1000;

export const BatchRequest = z
  .object({
    approvals: z.array(ApprovalRequest).min(1, 'Send at least one approval.').max(MAX_BATCH).meta({
      title: 'Approvals',
      description: 'Created together or not at all. Their own callback URLs still work.',
    }),
    callback: CallbackRequest.optional().meta({
      title: 'Callback',
      description: 'Told once, when the last approval is settled.',
    }),
    idempotencyKey: z.string().trim().min(1).max(255).optional(),
  })
  .meta({ id: 'BatchRequest', title: 'Batch request' });

export const BatchView = z
  .object({
    id: z.string().meta({ example: 'bat_2f1c9a7d4be0583a66c1d2e4' }),
    status: z.enum(['PENDING', 'SETTLED']),
    createdAt: z.string(),
    expiresAt: z.string().meta({ description: 'The latest deadline among its approvals.' }),
    approvals: z.array(ApprovalView).meta({ description: 'In the order in which they were sent.' }),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'Batch', title: 'Batch' });

/** What a batch's callback receives. The receiver reads the decisions from `GET /api/batches/{id}`. */
export const BatchCallback = z
  .object({
    id: z.string(),
    batchId: z.string(),
    status: z.literal('SETTLED'),
    approvals: z.array(z.object({ id: z.string(), status: z.enum(['APPROVED', 'REJECTED', 'CANCELLED']) })),
  })
  .meta({ id: 'BatchCallback', title: 'Batch callback' });

export type BatchRequest = z.infer<typeof BatchRequest>;
export type BatchView = z.infer<typeof BatchView>;
export type BatchCallback = z.infer<typeof BatchCallback>;
