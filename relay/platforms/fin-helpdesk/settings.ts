import { z } from 'zod';
import { INTERCOM_HOSTS } from '../intercom/settings.js';

/** How long a conversation is kept that nothing happens in, where a connection does not say it. */
export const KEEP_DAYS = 180;

const Names = z.array(z.string().min(1).max(100)).max(50);

export const FinHelpdeskSettings = z.object({
  region: z.enum(['us', 'eu', 'au']).default('us').meta({ title: 'Region' }),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title: 'API address', description: 'Only if it is not that of the region.' }),
  integrationId: z
    .string()
    .regex(/^[\w-]+$/)
    .optional()
    .meta({ title: 'Identifier', description: 'Of the custom helpdesk in Intercom, such as a3c729d4e8f6b15c.' }),
  webhookKey: z
    .string()
    .min(1)
    .optional()
    .meta({ title: 'Webhook key', description: 'By which Fin is told that an answer is there.' }),
  clientSecret: z.string().min(16).optional().meta({
    title: 'Client secret',
    description: 'With it Fin gets its token. Left empty, one is made and shown once.',
  }),
  signingSecret: z
    .string()
    .min(1)
    .optional()
    .meta({ title: 'Signing secret', description: 'Of X-Fin-Signature. Unsigned calls are then refused.' }),
  handoverAction: z.string().min(1).max(200).default('fin_handover').meta({ title: 'Action of a hand-over' }),
  attributes: Names.default(['refund_requested', 'approval_requested']).meta({
    title: 'Attributes that ask',
    description: 'A conversation attribute that Fin sets to anything but no asks for an approval of that name.',
  }),
  tags: Names.default(['refund_requested', 'approval_requested']).meta({ title: 'Tags that ask' }),
  approvedReply: z
    .string()
    .max(5_000)
    .default('Your request has been approved. {{note}}')
    .meta({ title: 'Reply when approved', description: 'Unless the reviewer writes one. For attributes and tags.' }),
  rejectedNote: z
    .string()
    .max(5_000)
    .default('Declined by {{reviewer}}. Reason: {{note}}')
    .meta({ title: 'Internal note when rejected' }),
  agentName: z
    .string()
    .min(1)
    .max(100)
    .default('Support team')
    .meta({ title: 'Name of the agent', description: 'In whose name reviewers answer.' }),
  agentEmail: z.email().default('support@example.com').meta({ title: 'E-mail of the agent' }),
  keepDays: z
    .int('Give a number of days.')
    .min(7, 'Keep them for at least 7 days, for an answer may be on its way so long.')
    .max(3_650)
    .default(KEEP_DAYS)
    .meta({
      title: 'Days to keep a conversation',
      description:
        'Counted from the last thing that happened in it. Then it is deleted with its messages and, if nothing else is left of them, its customer. What waits for an answer stays.',
    }),
  finName: z.string().min(1).max(100).default('Fin').meta({ title: 'Name of Fin' }),
});
export type FinHelpdeskSettings = z.infer<typeof FinHelpdeskSettings>;

/** Where Fin is told that a conversation has changed; undefined when the connection does not say whose Fin. */
export function notificationUrl({
  apiUrl,
  region,
  integrationId,
  webhookKey,
}: FinHelpdeskSettings): string | undefined {
  if (!integrationId || !webhookKey) return undefined;
  const base = apiUrl?.replace(/\/+$/, '') ?? INTERCOM_HOSTS[region];
  return `${base}/hooks/standalone/custom_helpdesk_conversation_event/${encodeURIComponent(integrationId)}`;
}
