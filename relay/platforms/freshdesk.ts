/** Freshdesk automations' "Trigger webhook", simple and advanced, and its write-back: a note or reply, and the status. */
import { asString } from './as-string.js';
import { z } from 'zod';
import type { Approval } from '../store/records.js';
import { isSameSecret } from './constant-time.js';
import { asHtml, fill } from './fill.js';
import { exactAmounts } from './money.js';
import type { InboundCall, Incoming, Platform, Request, Translation, WrittenBack } from './platform.js';
import { readObject } from './read-json.js';
import { templateValues } from './template-values.js';
import { final, judgeWriteBack, written } from './written-back.js';

const FreshdeskSettings = z.object({
  domain: z
    .string()
    .regex(/^[a-z0-9-]+$/i, 'Only the first part: acme for acme.freshdesk.com.')
    .optional()
    .meta({ title: 'Domain', description: 'acme for acme.freshdesk.com. Needed to write back.' }),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title: 'API address', description: 'Only if it is another.' }),
  apiKey: z.string().min(1).optional().meta({ title: 'API key' }),
  sharedSecret: z.string().min(8).optional().meta({
    title: 'Shared secret',
    description: 'Send it as the custom header X-Countersign-Secret. Calls without it are then refused.',
  }),
  action: z.string().min(1).max(200).default('ticket_action').meta({ title: 'Action' }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .meta({ title: 'Currency' }),
  approvedReply: z
    .string()
    .max(5_000)
    .default('Your request has been approved. {{note}}')
    .meta({ title: 'Reply when approved' }),
  rejectedNote: z
    .string()
    .max(5_000)
    .default('Declined by {{reviewer}}. Reason: {{note}}')
    .meta({ title: 'Note when rejected' }),
  approvedStatus: z
    .number()
    .int()
    .min(2)
    .max(100)
    .optional()
    .meta({ title: 'Status when approved', description: 'Freshdesk’s number: 4 is resolved, 5 closed.' }),
});
type FreshdeskSettings = z.infer<typeof FreshdeskSettings>;
type Fields = Record<string, unknown>;

/** Freshdesk signs nothing; a header that its author sets is all there is. */
function verify({ headers }: InboundCall, { sharedSecret }: FreshdeskSettings): string | undefined {
  if (!sharedSecret) return undefined;
  return isSameSecret(headers['x-countersign-secret'] ?? '', sharedSecret)
    ? undefined
    : 'The X-Countersign-Secret header is missing or wrong.';
}

function read(call: InboundCall): Incoming {
  const body = readObject(call.body);
  const simple = body.freshdesk_webhook;
  const isSimple = typeof simple === 'object' && simple !== null;
  return { what: isSimple ? 'simple webhook' : 'webhook', dedupeKey: null, payload: isSimple ? simple : body };
}

function translate({ payload }: Incoming, settings: FreshdeskSettings): Translation {
  const { action, summary, details, riskLevel, webhookUrl, callbackUrl, justification, ...rest } = payload as Fields;
  const given = typeof details === 'object' && details !== null ? (details as Fields) : rest;
  const ticketId = /\d+/.exec(asString(given.ticketId ?? given.ticket_id ?? rest.ticket_id ?? rest.id ?? ''))?.[0];
  const priority = asString(given.ticket_priority ?? given.priority ?? '').toLowerCase();
  const subject = given.ticket_subject ?? given.subject;
  return {
    proposal: {
      request: {
        action: action || settings.action,
        summary: summary || `${asString(subject || 'Approval asked for')}${ticketId ? ` (ticket #${ticketId})` : ''}`,
        details: exactAmounts(given, settings.currency),
        riskLevel: riskLevel || (priority === 'urgent' || priority === 'high' ? 'high' : undefined),
        justification,
        webhookUrl,
        callbackUrl,
        agentName: 'Freshdesk',
      },
      source: {
        reference: ticketId ? { ticketId } : {},
        url:
          ticketId && settings.apiKey && freshdeskUrl(settings)
            ? `${freshdeskUrl(settings)}/api/v2/tickets/${ticketId}`
            : null,
        link: ticketId && freshdeskUrl(settings) ? `${freshdeskUrl(settings)}/a/tickets/${ticketId}` : null,
      },
    },
  };
}

/** [G] https://developers.freshdesk.com/api: the conversations are read first, and what carries the approval's id is not said twice. */
async function writeBack(approval: Approval, settings: FreshdeskSettings, request: Request): Promise<WrittenBack> {
  const isApproved = approval.status === 'APPROVED';
  const base = `${freshdeskUrl(settings)}/api/v2/tickets/${asString(approval.source?.reference.ticketId)}`;
  const headers = { authorization: `Basic ${Buffer.from(`${settings.apiKey}:X`).toString('base64')}` };
  const earlier = await request({ method: 'GET', url: `${base}/conversations`, headers });
  if (earlier.status === 404) return final('The ticket does not exist any more.', earlier);
  if (earlier.status !== 200) return judgeWriteBack('Freshdesk', earlier);
  const mark = `<!-- ${approval.id} -->`;
  if (!earlier.text.includes(approval.id)) {
    const body =
      asHtml(fill(isApproved ? settings.approvedReply : settings.rejectedNote, templateValues(approval))) + mark;
    const said = await request({
      method: 'POST',
      url: isApproved ? `${base}/reply` : `${base}/notes`,
      headers,
      json: isApproved ? { body } : { body, private: true },
    });
    const result = judgeWriteBack('Freshdesk', said);
    if (result.verdict !== 'delivered') return result;
  }
  if (!isApproved || !settings.approvedStatus) return written(earlier);
  return judgeWriteBack(
    'Freshdesk',
    await request({ method: 'PUT', url: base, headers, json: { status: settings.approvedStatus } }),
  );
}

function freshdeskUrl({ apiUrl, domain }: FreshdeskSettings): string | undefined {
  return apiUrl?.replace(/\/+$/, '') ?? (domain && `https://${domain.toLowerCase()}.freshdesk.com`);
}

export const freshdesk: Platform<FreshdeskSettings> = {
  title: 'Freshdesk',
  settings: FreshdeskSettings,
  secrets: ['apiKey', 'sharedSecret'],
  verify,
  read,
  translate,
  writeBack,
};
