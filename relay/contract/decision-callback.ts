import { z } from 'zod';
import { Timestamp } from './timestamp.js';

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

export type DecisionCallback = z.infer<typeof DecisionCallback>;
