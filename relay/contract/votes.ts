/** Where several people must approve: how many, who has, and what is still missing. */
import { z } from 'zod';
import { VERDICTS } from './approval-words.js';
import { Timestamp } from './timestamp.js';

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

export type Quorum = z.infer<typeof Quorum>;
export type Vote = z.infer<typeof Vote>;
export type Standing = z.infer<typeof Standing>;
