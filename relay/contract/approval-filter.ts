import { z } from 'zod';
import { ApprovalStatus } from './approval-words.js';
import { Timestamp } from './timestamp.js';

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

export type ApprovalFilter = z.infer<typeof ApprovalFilter>;
