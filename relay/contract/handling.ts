/** Who works on what: claiming, assigning, handing on, deciding many at once, and lists kept under a name. */
import { z } from 'zod';
import { Email } from './access.js';
import { PRIORITIES, VERDICTS } from './approval-words.js';
import { ApprovalView } from './approval.js';

export const MOST_AT_ONCE = 200;

export const ClaimRequest = z
  .object({
    takeOver: z.boolean().default(false).meta({ description: 'Claim it also when somebody else has.' }),
  })
  .meta({ id: 'ClaimRequest', title: 'Claim' });

export const AssignRequest = z
  .object({
    to: z.array(Email).max(20).meta({ description: 'E-mail addresses of people of the workspace; none for nobody.' }),
  })
  .meta({ id: 'AssignRequest', title: 'Assignment' });

export const DelegateRequest = z
  .object({
    to: Email.meta({ description: 'Who decides instead of you.' }),
    note: z.string().trim().max(2000).optional().meta({ description: 'What they should know.' }),
  })
  .meta({ id: 'DelegateRequest', title: 'Handing on' });

export const PriorityRequest = z
  .object({ priority: z.enum(PRIORITIES) })
  .meta({ id: 'PriorityRequest', title: 'Priority' });

export const BulkVerdict = z
  .object({
    ids: z
      .array(z.string().max(64))
      .min(1, 'Choose at least one approval.')
      .max(MOST_AT_ONCE, `Choose at most ${MOST_AT_ONCE} approvals.`)
      .refine((ids) => new Set(ids).size === ids.length, 'Name each approval once.'),
    verdict: z.enum(VERDICTS),
    note: z.string().trim().max(10_000).optional(),
    reasonCode: z
      .string()
      .trim()
      .regex(/^[a-z0-9_]{1,60}$/, 'Use lower-case letters, digits and underscores.')
      .optional(),
  })
  .meta({ id: 'BulkVerdict', title: 'One verdict on many' });

export const BulkAnswer = z
  .object({
    done: z.int().meta({ description: 'How many took the verdict.' }),
    results: z.array(
      z.object({
        id: z.string(),
        ok: z.boolean(),
        status: z.string().nullable().meta({ description: 'Its status now; PENDING when more people must approve.' }),
        code: z.string().nullable(),
        detail: z.string().nullable().meta({ description: 'Why it did not take the verdict.' }),
      }),
    ),
  })
  .meta({ id: 'BulkAnswer', title: 'What became of each' });

export const SIMILARITIES = ['customer', 'order', 'amount'] as const;
export const Related = z
  .object({
    approval: ApprovalView,
    same: z.array(z.object({ what: z.enum(SIMILARITIES), value: z.string() })),
  })
  .meta({ id: 'Related', title: 'Seen elsewhere lately' });

const Uses = z.array(z.object({ name: z.string(), uses: z.int() }));
export const FilterChoices = z
  .object({
    actions: Uses.meta({ description: 'Most used first, at most 100.' }),
    platforms: Uses,
  })
  .meta({ id: 'FilterChoices', title: 'What lists can be filtered by' });

export const SavedViewRequest = z
  .object({
    name: z.string().trim().min(1, 'Give the view a name.').max(60),
    query: z
      .string()
      .max(1000)
      .regex(/^[^?#]*$/, 'Give the query without a question mark.')
      .meta({ description: 'As in the inbox’s address, such as tab=mine&risk=high.' }),
    shared: z.boolean().default(false).meta({ description: 'Whether everybody in the workspace sees it.' }),
  })
  .meta({ id: 'SavedViewRequest', title: 'New view' });

export const SavedViewView = z
  .object({
    id: z.string(),
    name: z.string(),
    query: z.string(),
    shared: z.boolean(),
    by: z.string(),
    mine: z.boolean(),
    createdAt: z.string(),
  })
  .meta({ id: 'SavedView', title: 'View' });

export type BulkVerdict = z.infer<typeof BulkVerdict>;
export type BulkAnswer = z.infer<typeof BulkAnswer>;
export type Related = z.infer<typeof Related>;
export type Similarity = (typeof SIMILARITIES)[number];
export type SavedViewRequest = z.infer<typeof SavedViewRequest>;
export type SavedViewView = z.infer<typeof SavedViewView>;
export type FilterChoices = z.infer<typeof FilterChoices>;
