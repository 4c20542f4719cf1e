/** Salesforce: a Flow's HTTP callout (JSON) and Outbound Messages (SOAP), and its write-back: fields on the record. */
import { asString } from './as-string.js';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { Approval } from '../store/records.js';
import { isSameSecret } from './constant-time.js';
import { exactAmounts } from './money.js';
import {
  Unreadable,
  type Answer,
  type InboundCall,
  type Incoming,
  type Platform,
  type Request,
  type Translation,
  type WrittenBack,
} from './platform.js';
import { readObject } from './read-json.js';
import { judgeWriteBack } from './written-back.js';

const SalesforceSettings = z.object({
  organizationId: z
    .string()
    .regex(/^00D[A-Za-z0-9]{12,15}$/)
    .optional()
    .meta({ title: 'Organization ID', description: 'Outbound Messages of other organizations are refused.' }),
  sharedSecret: z.string().min(8).optional().meta({
    title: 'Shared secret',
    description: 'Flows send it as the header X-Countersign-Secret, from a named credential.',
  }),
  instanceUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({ title: 'Instance URL', description: 'https://acme.my.salesforce.com. Needed to write back.' }),
  accessToken: z.string().min(1).optional().meta({ title: 'Access token' }),
  objectType: z.string().regex(/^\w+$/).default('Case').meta({ title: 'Object' }),
  statusField: z
    .string()
    .regex(/^\w+$/)
    .default('Approval_Status__c')
    .meta({ title: 'Status field', description: 'Gets APPROVED or REJECTED.' }),
  noteField: z.string().regex(/^\w+$/).optional().meta({ title: 'Note field' }),
  action: z.string().min(1).max(200).default('salesforce_action').meta({ title: 'Action' }),
});
type SalesforceSettings = z.infer<typeof SalesforceSettings>;
type Fields = Record<string, unknown>;

// Entities stay unread, so that no document can make another; values stay text, so that no id becomes a number.
const parser = new XMLParser({
  removeNSPrefix: true,
  parseTagValue: false,
  ignoreAttributes: true,
  processEntities: false,
});
const ACK = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>`;

const isSoap = ({ headers, body }: InboundCall) =>
  /xml/.test(headers['content-type'] ?? '') || body.subarray(0, 100).toString().trimStart().startsWith('<');

function verify(call: InboundCall, { organizationId, sharedSecret }: SalesforceSettings): string | undefined {
  if (isSoap(call)) {
    if (!organizationId) return undefined;
    const sender = /<(?:\w+:)?OrganizationId>([^<]*)</.exec(call.body.toString('utf8'))?.[1] ?? '';
    return isSameSecret(sender.slice(0, 15), organizationId.slice(0, 15))
      ? undefined
      : 'The message comes from another organization.';
  }
  if (!sharedSecret) return undefined;
  return isSameSecret(call.headers['x-countersign-secret'] ?? '', sharedSecret)
    ? undefined
    : 'The X-Countersign-Secret header is missing or wrong.';
}

function read(call: InboundCall): Incoming {
  if (!isSoap(call)) return { what: 'flow', dedupeKey: null, payload: readObject(call.body) };
  let envelope: { Envelope?: { Body?: { notifications?: { Notification?: unknown } } } };
  try {
    envelope = parser.parse(call.body.toString('utf8')) as typeof envelope;
  } catch {
    throw new Unreadable('The body is no well-formed XML.');
  }
  const found = envelope.Envelope?.Body?.notifications?.Notification;
  const [first] = (Array.isArray(found) ? found : [found]) as Array<{ Id?: string; sObject?: Fields } | undefined>;
  if (!first?.sObject) throw new Unreadable('The body is no Outbound Message.');
  return { what: 'outbound message', dedupeKey: first.Id ?? null, payload: first.sObject };
}

function translate({ payload }: Incoming, settings: SalesforceSettings): Translation {
  const { action, summary, details, riskLevel, webhookUrl, callbackUrl, justification, ...record } = payload as Fields;
  const given = typeof details === 'object' && details !== null ? (details as Fields) : record;
  const id = given.Id ?? record.Id ?? given.recordId ?? record.recordId;
  const name = record.CaseNumber ?? record.Name ?? record.Subject ?? id;
  return {
    proposal: {
      request: {
        action: action || settings.action,
        summary: summary || `Salesforce asks about ${settings.objectType} ${asString(name ?? 'without a name')}`,
        details: exactAmounts(given),
        riskLevel: riskLevel || undefined,
        justification,
        webhookUrl,
        callbackUrl,
        agentName: 'Salesforce',
      },
      source: {
        reference: id === undefined ? {} : { recordId: asString(id) },
        url:
          id !== undefined && settings.instanceUrl && settings.accessToken ? recordUrl(settings, asString(id)) : null,
        link:
          id !== undefined && settings.instanceUrl
            ? `${settings.instanceUrl.replace(/\/+$/, '')}/${encodeURIComponent(asString(id))}`
            : null,
      },
    },
  };
}

/** [G] Setting fields twice does no harm, so nothing has to be read first. */
async function writeBack(approval: Approval, settings: SalesforceSettings, request: Request): Promise<WrittenBack> {
  const answer = await request({
    method: 'PATCH',
    url: recordUrl(settings, asString(approval.source?.reference.recordId)),
    headers: { authorization: `Bearer ${settings.accessToken}` },
    json: {
      [settings.statusField]: approval.status,
      ...(settings.noteField && { [settings.noteField]: approval.decisionNote ?? '' }),
    },
  });
  return judgeWriteBack('Salesforce', answer);
}

function recordUrl({ instanceUrl, objectType }: SalesforceSettings, id: string): string {
  return `${instanceUrl?.replace(/\/+$/, '')}/services/data/v60.0/sobjects/${objectType}/${encodeURIComponent(id)}`;
}

/** Salesforce repeats a message for a day until it reads this; an empty JSON answer must be {}. */
function answer({ what }: Incoming): Answer {
  return what === 'outbound message'
    ? { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body: ACK }
    : { status: 200, body: {} };
}

export const salesforce: Platform<SalesforceSettings> = {
  title: 'Salesforce',
  settings: SalesforceSettings,
  secrets: ['sharedSecret', 'accessToken'],
  verify,
  read,
  translate,
  answer,
  writeBack,
};
