/** HubSpot workflows' "Send a webhook", and its write-back: a note and properties on the record. */
import { asString } from './as-string.js';
import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Approval } from '../store/records.js';
import { isSameSecret } from './constant-time.js';
import { asHtml, fill } from './fill.js';
import { exactAmounts } from './money.js';
import {
  Unreadable,
  type InboundCall,
  type Incoming,
  type Platform,
  type Request,
  type Translation,
  type WrittenBack,
} from './platform.js';
import { readJson } from './read-json.js';
import { templateValues } from './template-values.js';
import { judgeWriteBack } from './written-back.js';

const TOLERANCE_MS = 300_000;
const OBJECT_TYPES = ['contacts', 'deals', 'tickets', 'companies'] as const;

const HubspotSettings = z.object({
  clientSecret: z
    .string()
    .min(1)
    .optional()
    .meta({ title: 'Client secret', description: 'Of the app. Unsigned calls are then refused.' }),
  accessToken: z
    .string()
    .min(1)
    .optional()
    .meta({ title: 'Access token', description: 'Of a private app. Needed to write back.' }),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.hubapi.com')
    .meta({ title: 'API address' }),
  objectType: z.enum(OBJECT_TYPES).default('contacts').meta({ title: 'Records are' }),
  action: z
    .string()
    .min(1)
    .max(200)
    .default('hubspot_action')
    .meta({ title: 'Action', description: 'An ?action= in the address goes before it.' }),
  summary: z
    .string()
    .max(500)
    .default('')
    .meta({ title: 'Summary', description: 'Such as “Discount for {{firstname}} {{lastname}}”.' }),
  statusProperty: z
    .string()
    .max(100)
    .optional()
    .meta({ title: 'Status property', description: 'Gets approved or rejected.' }),
  note: z
    .string()
    .max(5_000)
    .default('Countersign: {{status}} by {{reviewer}}. {{note}}')
    .meta({ title: 'Note on the record' }),
});
type HubspotSettings = z.infer<typeof HubspotSettings>;
type Fields = Record<string, unknown>;

/** https://developers.hubspot.com/docs/api/webhooks/validating-requests, versions 1 to 3. */
function verify(
  { method, url, headers, body }: InboundCall,
  { clientSecret }: HubspotSettings,
  now: Date,
): string | undefined {
  if (!clientSecret) return undefined;
  const third = headers['x-hubspot-signature-v3'];
  const text = body.toString('utf8');
  if (third) {
    const timestamp = headers['x-hubspot-request-timestamp'] ?? '';
    if (!(Math.abs(now.getTime() - Number(timestamp)) <= TOLERANCE_MS))
      return 'The call was signed more than five minutes ago.';
    const expected = createHmac('sha256', clientSecret).update(`${method}${url}${text}${timestamp}`).digest('base64');
    return isSameSecret(third, expected) ? undefined : WRONG;
  }
  const given = headers['x-hubspot-signature'];
  if (!given) return 'The call is not signed by HubSpot.';
  const source =
    headers['x-hubspot-signature-version'] === 'v2'
      ? `${clientSecret}${method}${url}${text}`
      : `${clientSecret}${text}`;
  return isSameSecret(given, createHash('sha256').update(source).digest('hex')) ? undefined : WRONG;
}
const WRONG =
  'The signature is wrong. Is the client secret that of this app, and the public address of the relay right?';

function read(call: InboundCall): Incoming {
  const value = call.body.length > 0 ? readJson(call.body) : { ...call.query };
  const payload = Array.isArray(value) ? (value[0] as unknown) : value;
  if (typeof payload !== 'object' || payload === null) throw new Unreadable('The body is no HubSpot record.');
  const { eventId, subscriptionType } = payload as Fields;
  return {
    what: typeof subscriptionType === 'string' ? subscriptionType : 'workflow',
    dedupeKey: eventId === undefined ? null : asString(eventId),
    payload: { ...payload, query: call.query },
  };
}

/** A record comes as its API gives it, `{properties: {name: {value}}}`, or flat when properties were chosen. */
function translate({ payload }: Incoming, settings: HubspotSettings): Translation {
  const { properties, query, ...top } = payload as { properties?: Fields; query: Fields } & Fields;
  const flat = properties
    ? Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, valueOf(value)]))
    : scalars(top);
  const id = top.objectId ?? top.vid ?? top.hs_object_id ?? flat.hs_object_id;
  const details = exactAmounts(
    Object.fromEntries(
      Object.entries({ ...(id !== undefined && { objectId: asString(id) }), ...flat }).filter(
        ([, value]) => value !== null && value !== '',
      ),
    ),
  );
  const name =
    [flat.firstname, flat.lastname].filter(Boolean).join(' ') ||
    flat.dealname ||
    flat.subject ||
    flat.email ||
    flat.name;
  return {
    proposal: {
      request: {
        action: typeof query.action === 'string' ? query.action : settings.action,
        summary:
          (settings.summary && fill(settings.summary, details)) ||
          `HubSpot asks about ${asString(name ?? `record ${asString(id ?? 'without an id')}`)}`,
        details,
        agentName: 'HubSpot',
      },
      source: {
        reference: id === undefined ? {} : { objectId: asString(id) },
        url:
          id !== undefined && settings.accessToken
            ? `${settings.apiUrl}/crm/v3/objects/${settings.objectType}/${encodeURIComponent(asString(id))}`
            : null,
        link: null,
      },
    },
  };
}

/** [G] A note first, marked by the approval's id, then the property, which may be written twice. */
async function writeBack(approval: Approval, settings: HubspotSettings, request: Request): Promise<WrittenBack> {
  const headers = { authorization: `Bearer ${settings.accessToken}` };
  const id = asString(approval.source?.reference.objectId);
  if (settings.statusProperty) {
    const url = `${settings.apiUrl}/crm/v3/objects/${settings.objectType}/${encodeURIComponent(id)}`;
    const result = judgeWriteBack(
      'HubSpot',
      await request({
        method: 'PATCH',
        url,
        headers,
        json: { properties: { [settings.statusProperty]: approval.status.toLowerCase() } },
      }),
    );
    if (result.verdict !== 'delivered' || !settings.note) return result;
  }
  const note = {
    properties: {
      hs_timestamp: approval.decidedAt,
      hs_note_body: `${asHtml(fill(settings.note, templateValues(approval)))}<br>${approval.id}`,
    },
    associations: [
      {
        to: { id },
        types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: NOTE_TO[settings.objectType] }],
      },
    ],
  };
  return judgeWriteBack(
    'HubSpot',
    await request({ method: 'POST', url: `${settings.apiUrl}/crm/v3/objects/notes`, headers, json: note }),
  );
}
/** [G] HubSpot's own numbers for "note to …". */
const NOTE_TO: Record<(typeof OBJECT_TYPES)[number], number> = {
  contacts: 202,
  companies: 190,
  deals: 214,
  tickets: 228,
};

function valueOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'value' in value ? (value as { value: unknown }).value : value;
}
function scalars(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value !== 'object'));
}

export const hubspot: Platform<HubspotSettings> = {
  title: 'HubSpot',
  settings: HubspotSettings,
  secrets: ['clientSecret', 'accessToken'],
  verify,
  read,
  translate,
  writeBack,
};
