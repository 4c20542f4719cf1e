/** What a reviewer may answer, and how a caller takes its question back. */
import { z } from 'zod';
import { VERDICTS } from './approval-words.js';
import { JsonObject } from './json-object.js';

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

export type VerdictRequest = z.infer<typeof VerdictRequest>;
