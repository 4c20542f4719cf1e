/** What Zendesk sends, as approval requests: bodies that people write into triggers, and the envelopes of its events. */
import { asString } from '../as-string.js';
import { exactAmounts } from '../money.js';
import { Unreadable, type InboundCall, type Incoming, type Request, type Translation } from '../platform.js';
import { readObject } from '../read-json.js';
import { canWrite, zendeskHeaders, zendeskUrl, type ZendeskSettings } from './settings.js';

type Fields = Record<string, unknown>;
const EVENT = 'zen:event-type:';
/** Zendesk's words for urgency; the rest is normal. */
const RISK_OF: Record<string, string> = { urgent: 'high', high: 'high', normal: 'medium', low: 'low' };

/** A body may come as JSON, as a form, or, with GET, as the address's parameters. */
export function read(call: InboundCall): Incoming {
  const type = call.headers['content-type'] ?? '';
  const invocation = call.headers['x-zendesk-webhook-invocation-id'];
  let payload: Fields;
  if (call.body.length === 0) payload = { ...call.query };
  else if (/x-www-form-urlencoded/.test(type))
    payload = Object.fromEntries(new URLSearchParams(call.body.toString('utf8')));
  else payload = readObject(call.body);
  if (Object.keys(payload).length === 0) throw new Unreadable('The call has neither a body nor parameters.');
  const event = eventOf(payload);
  return {
    what: event ?? 'trigger',
    dedupeKey: invocation ?? (event && typeof payload.id === 'string' ? payload.id : null),
    payload,
  };
}

/** `ticket.comment_added` of an event envelope, undefined of a trigger's body. */
function eventOf(payload: Fields): string | undefined {
  return typeof payload.type === 'string' && payload.type.startsWith(EVENT)
    ? payload.type.slice(EVENT.length)
    : undefined;
}

/** What an event's envelope lacks: the requester's name and address, and the fields of the ticket. */
export function lookUp({ payload }: Incoming, settings: ZendeskSettings) {
  const event = payload as Fields;
  const ticketId = idOf((event.detail as Fields | undefined)?.id);
  if (!eventOf(event)?.startsWith('ticket.') || !ticketId || !canWrite(settings)) return undefined;
  if (!tagsOf(event.detail as Fields).includes(settings.requestTag)) return undefined;
  return async (request: Request): Promise<unknown> => {
    const url = `${zendeskUrl(settings)}/api/v2/tickets/${ticketId}?include=users`;
    const { status, json } = await request({ method: 'GET', url, headers: zendeskHeaders(settings) });
    // 429 and 5xx may pass, so the translation is tried again; without the rest it is still a useful approval.
    if (status === 429 || status >= 500)
      throw new Error(`Zendesk answered ${status} to the look-up of ticket ${ticketId}.`);
    return json;
  };
}

export function translate(incoming: Incoming, settings: ZendeskSettings, found?: unknown): Translation {
  const payload = incoming.payload as Fields;
  return eventOf(payload) === undefined
    ? fromTrigger(payload, settings)
    : fromEvent(incoming.what, payload, settings, (found ?? {}) as Fields);
}

/** The seeds' body has every field of a request; a freer one has what its author thought of. */
function fromTrigger(payload: Fields, settings: ZendeskSettings): Translation {
  const ticketId = ticketIdOf(payload);
  const known = isObject(payload.details) ? payload.details : undefined;
  const { action, summary, details, ...rest } = payload;
  const given: Fields = known ?? omit(payload, ['action', 'summary', 'riskLevel', 'webhookUrl', 'callbackUrl']);
  const subject = firstText(payload, ['title', 'subject', 'ticket_title', 'ticket_subject']);
  return {
    proposal: {
      request: {
        ...(known
          ? rest
          : pick(rest, ['riskLevel', 'priority', 'justification', 'webhookUrl', 'callbackUrl', 'agentName'])),
        action: action || settings.action,
        summary:
          summary || [subject ?? 'Approval asked for', ticketId && `(ticket #${ticketId})`].filter(Boolean).join(' '),
        details: exactAmounts(
          typeof details === 'string' && details !== '' ? { ...given, details } : given,
          settings.currency,
        ),
        agentName: payload.agentName || 'Zendesk trigger',
      },
      source: source(ticketId, settings),
    },
  };
}

function fromEvent(what: string, payload: Fields, settings: ZendeskSettings, found: Fields): Translation {
  if (!what.startsWith('ticket.')) return { ignored: `${what} is not about a ticket.` };
  const detail = (payload.detail ?? {}) as Fields;
  const tags = tagsOf(detail);
  if (!tags.includes(settings.requestTag))
    return { ignored: `The ticket does not have the tag ${settings.requestTag}, which asks for an approval.` };
  const ticketId = idOf(detail.id) ?? /^zen:ticket:(\d+)$/.exec(asString(payload.subject))?.[1];
  if (!ticketId) return { ignored: 'The event does not say which ticket it is about.' };
  const ticket = (found.ticket ?? {}) as Fields;
  const requester = (found.users as Fields[] | undefined)?.find(
    (user) => asString(user.id) === asString(detail.requester_id),
  );
  const comment = ((payload.event as Fields | undefined)?.comment ?? {}) as Fields;
  const priority = asString(detail.priority ?? '').toLowerCase();
  const details: Fields = {
    ticketId,
    subject: detail.subject ?? ticket.subject ?? null,
    requester: requester?.email ?? null,
    requesterName: requester?.name ?? null,
    status: typeof detail.status === 'string' ? detail.status.toLowerCase() : null,
    priority: priority || null,
    tags,
    agentNote: comment.body ?? detail.description ?? null,
    ...customFields(ticket),
  };
  return {
    proposal: {
      request: {
        action: settings.action,
        summary: `${asString(detail.subject || 'Approval asked for')} (ticket #${ticketId})`,
        details: exactAmounts(withoutEmpty(details), settings.currency),
        ...(RISK_OF[priority] && { riskLevel: RISK_OF[priority] }),
        priority: priority === 'urgent' ? 'urgent' : 'normal',
        agentName: 'Zendesk',
        idempotencyKey: `zendesk ${ticketId} ${asString(detail.updated_at ?? payload.time)} ${settings.action}`,
        metadata: { zendesk: { event: what, accountId: payload.account_id ?? null, eventId: payload.id ?? null } },
      },
      source: source(ticketId, settings),
    },
  };
}

function source(ticketId: string | undefined, settings: ZendeskSettings) {
  const url = zendeskUrl(settings);
  return {
    reference: ticketId ? { ticketId } : {},
    url: ticketId && canWrite(settings) ? `${url}/api/v2/tickets/${ticketId}` : null,
    link: ticketId && url ? `${url}/agent/tickets/${ticketId}` : null,
  };
}

function ticketIdOf(payload: Fields): string | undefined {
  const details = isObject(payload.details) ? payload.details : {};
  for (const place of [details, payload, isObject(payload.ticket) ? payload.ticket : {}])
    for (const name of ['ticketId', 'ticket_id', 'ticketID', 'id', 'conversationId']) {
      const id = idOf(place[name]);
      if (id) return id;
    }
  return undefined;
}

function idOf(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? asString(value).replace(/^#/, '') : '';
  return /^\d{1,19}$/.test(text) ? text : undefined;
}

function tagsOf(detail: Fields): string[] {
  return Array.isArray(detail.tags) ? detail.tags.filter((tag): tag is string => typeof tag === 'string') : [];
}

/** Fields that the account made, by their id, as far as they have a value. */
function customFields(ticket: Fields): Fields {
  const fields = Array.isArray(ticket.custom_fields) ? (ticket.custom_fields as Fields[]) : [];
  return Object.fromEntries(
    fields
      .filter(({ value }) => value !== null && value !== '')
      .map(({ id, value }) => [`field_${asString(id)}`, value]),
  );
}

function firstText(fields: Fields, names: string[]): string | undefined {
  return names.map((name) => fields[name]).find((value): value is string => typeof value === 'string' && value !== '');
}
function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function omit(fields: Fields, names: string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
function pick(fields: Fields, names: string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
function withoutEmpty(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
