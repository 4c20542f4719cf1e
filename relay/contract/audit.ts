/** Who saw and did what, as people read it. */
import { z } from 'zod';
import { Timestamp } from './timestamp.js';

export const AuditEntryView = z
  .object({
    seq: z.int().meta({ description: 'Counted from 1 in the workspace, without gaps.' }),
    at: z.string(),
    event: z.string().meta({ example: 'approval.decided' }),
    by: z.string().nullable().meta({ description: 'E-mail address or name of a key; null for the relay itself.' }),
    subject: z.string().nullable().meta({ description: 'Id of what it happened to.' }),
    text: z.string().nullable(),
    hash: z.string().meta({ description: 'SHA-256 over this entry and the hash before it, base64url.' }),
  })
  .meta({ id: 'AuditEntry', title: 'Audit entry' });

export const AuditFilter = z.object({
  from: Timestamp.optional().meta({ description: 'At or after this time.' }),
  to: Timestamp.optional().meta({ description: 'Before this time.' }),
  event: z.string().max(500).optional().meta({
    description: 'Event, or its first part such as session for all of them. Several are separated by commas.',
  }),
  by: z.string().max(320).optional().meta({ description: 'Exactly this person or key.' }),
  subject: z.string().max(320).optional().meta({ description: 'Exactly this id.' }),
  format: z.enum(['json', 'csv', 'jsonl']).default('json').meta({
    description:
      'json gives a page, newest first; csv and jsonl give everything that matches, oldest first, as a file.',
  }),
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: 'How many in a page.' }),
  before: z.coerce.number().int().min(1).optional().meta({ description: 'nextBefore of the page before.' }),
});

export const AuditList = z
  .object({ items: z.array(AuditEntryView), nextBefore: z.int().nullable() })
  .meta({ id: 'AuditList', title: 'Audit' });

export type AuditEntryView = z.infer<typeof AuditEntryView>;
export type AuditList = z.infer<typeof AuditList>;
