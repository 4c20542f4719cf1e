import { z } from 'zod';

const Template = z.string().max(5_000);
const Tags = z.array(z.string().regex(/^\S+$/, 'A tag has no spaces.').max(100)).max(20);

/** Everything is optional: without API access the relay only takes requests in. */
export const ZendeskSettings = z.object({
  subdomain: z
    .string()
    .regex(/^[a-z0-9-]+$/i, 'Only the first part of your address: acme for acme.zendesk.com.')
    .optional()
    .meta({ title: 'Subdomain', description: 'acme for acme.zendesk.com. Needed to write back.' }),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title: 'API address', description: 'Only if it is not https://SUBDOMAIN.zendesk.com.' }),
  email: z.email().optional().meta({ title: 'E-mail', description: 'Of the agent whose API token is used.' }),
  apiToken: z.string().min(1).optional().meta({ title: 'API token' }),
  signingSecret: z.string().min(1).optional().meta({
    title: 'Signing secret',
    description: 'Shown by Zendesk on the webhook’s page. Unsigned calls are then refused.',
  }),
  webhookId: z.string().max(100).optional().meta({ title: 'Webhook ID', description: 'Filled in by the set-up.' }),
  requestTag: z.string().regex(/^\S+$/).default('approval_requested').meta({
    title: 'Request tag',
    description:
      'Ticket events ask for an approval only while the ticket has this tag. It is taken off by the decision.',
  }),
  action: z.string().min(1).max(200).default('ticket_action').meta({
    title: 'Action',
    description: 'What ticket events and bodies without an action ask for.',
  }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .meta({ title: 'Currency', description: 'Of amounts that do not say it.' }),
  approvedComment: Template.default('Your request has been approved. {{note}}').meta({ title: 'Reply when approved' }),
  rejectedComment: Template.default('Declined by {{reviewer}}. Reason: {{note}}').meta({ title: 'Note when rejected' }),
  approvedPublic: z.boolean().default(true).meta({ title: 'The customer sees the reply' }),
  rejectedPublic: z.boolean().default(false).meta({ title: 'The customer sees the rejection' }),
  approvedStatus: z.string().max(40).optional().meta({ title: 'Status when approved', description: 'Such as solved.' }),
  rejectedStatus: z.string().max(40).optional().meta({ title: 'Status when rejected' }),
  approvedCustomStatusId: z.string().regex(/^\d+$/).optional().meta({ title: 'Custom status when approved' }),
  rejectedCustomStatusId: z.string().regex(/^\d+$/).optional().meta({ title: 'Custom status when rejected' }),
  approvedTags: Tags.default(['approval_approved']).meta({ title: 'Tags when approved' }),
  rejectedTags: Tags.default(['approval_rejected']).meta({ title: 'Tags when rejected' }),
  closedTicket: z.enum(['note', 'followUp']).default('note').meta({
    title: 'When the ticket is closed',
    description: 'Closed tickets cannot be changed: only tell the reviewers, or open a follow-up ticket.',
  }),
});
export type ZendeskSettings = z.infer<typeof ZendeskSettings>;

/** Undefined when the settings do not say where Zendesk is. */
export function zendeskUrl({ apiUrl, subdomain }: ZendeskSettings): string | undefined {
  return apiUrl?.replace(/\/+$/, '') ?? (subdomain && `https://${subdomain.toLowerCase()}.zendesk.com`);
}

export function canWrite(settings: ZendeskSettings): boolean {
  return zendeskUrl(settings) !== undefined && Boolean(settings.email && settings.apiToken);
}

/** https://developer.zendesk.com/api-reference/introduction/security-and-auth: Basic, with /token behind the address. */
export function zendeskHeaders({ email, apiToken }: ZendeskSettings): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${email}/token:${apiToken}`).toString('base64')}` };
}
