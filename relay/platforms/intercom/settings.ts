import { z } from 'zod';

export const INTERCOM_HOSTS = {
  us: 'https://api.intercom.io',
  eu: 'https://api.eu.intercom.io',
  au: 'https://api.au.intercom.io',
};

export const IntercomSettings = z.object({
  region: z.enum(['us', 'eu', 'au']).default('us').meta({ title: 'Region' }),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title: 'API address', description: 'Only if it is not that of the region.' }),
  appId: z.string().max(40).optional().meta({
    title: 'Workspace ID',
    description:
      'app_id. An app sends the events of every workspace that has installed it to one address; others are then ignored.',
  }),
  clientSecret: z
    .string()
    .min(1)
    .optional()
    .meta({ title: 'Client secret', description: 'Of the Developer Hub app. Unsigned calls are then refused.' }),
  accessToken: z
    .string()
    .min(1)
    .optional()
    .meta({ title: 'Access token', description: 'Needed to write back and to look up names.' }),
  adminId: z
    .string()
    .regex(/^\d+$/)
    .optional()
    .meta({ title: 'Admin ID', description: 'In whose name replies and notes are written.' }),
  topics: z
    .array(z.string().max(100))
    .default([
      'conversation.admin.assigned',
      'contact.user.tag.created',
      'contact.lead.tag.created',
      'conversation_part.tag.created',
    ])
    .meta({ title: 'Topics that ask', description: 'Others are shown as ignored. Fin’s own questions always ask.' }),
  tags: z.array(z.string().max(100)).default(['refund_requested', 'approval_requested']).meta({
    title: 'Tags that ask',
    description: 'A tag topic asks only for these tags.',
  }),
  teamId: z
    .string()
    .regex(/^\d+$/)
    .optional()
    .meta({ title: 'Approvals team', description: 'An assignment asks only when it is to this team.' }),
  action: z.string().min(1).max(200).default('intercom_action').meta({ title: 'Action' }),
  approvedReply: z
    .string()
    .max(5_000)
    .default('Your request has been approved. {{note}}')
    .meta({ title: 'Reply when approved' }),
  rejectedNote: z
    .string()
    .max(5_000)
    .default('Action declined by {{reviewer}}. Reason: {{note}}')
    .meta({ title: 'Note when rejected' }),
  closeWhenApproved: z.boolean().default(true).meta({ title: 'Close the conversation when approved' }),
  approvedTagId: z.string().max(40).optional().meta({ title: 'Tag ID when approved' }),
  rejectedTagId: z.string().max(40).optional().meta({ title: 'Tag ID when rejected' }),
  rejectedAssigneeId: z
    .string()
    .regex(/^\d+$/)
    .optional()
    .meta({ title: 'Assign to when rejected', description: 'Admin or team ID.' }),
  rejectedAssigneeType: z.enum(['admin', 'team']).default('team').meta({ title: 'Which is an admin or a team' }),
  rejectedSnoozeHours: z.int().min(1).max(720).optional().meta({
    title: 'Snooze for so many hours when rejected',
    description: 'It then comes back to the inbox by itself.',
  }),
  attribute: z.string().max(100).optional().meta({
    title: 'Attribute for the status',
    description: 'A conversation attribute that gets approved or rejected.',
  }),
});
export type IntercomSettings = z.infer<typeof IntercomSettings>;

export function intercomUrl({ apiUrl, region }: IntercomSettings): string {
  return apiUrl?.replace(/\/+$/, '') ?? INTERCOM_HOSTS[region];
}

/** `version` 2.16 is the newest that is described; Fin's human-in-the-loop step needs Preview. */
export function intercomHeaders({ accessToken }: IntercomSettings, version = '2.16'): Record<string, string> {
  return { authorization: `Bearer ${accessToken}`, 'intercom-version': version, accept: 'application/json' };
}
