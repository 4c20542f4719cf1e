/** Intercom's notifications as approval requests, in both generations of the conversation's shape. */
import { asString } from '../as-string.js';
import { exactAmounts } from '../money.js';
import { asText } from '../fill.js';
import { Unreadable, type InboundCall, type Incoming, type Request, type Translation } from '../platform.js';
import { readObject } from '../read-json.js';
import { HITL_TOPIC, proposeHitl } from './hitl.js';
import { intercomHeaders, intercomUrl, type IntercomSettings } from './settings.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- another service's JSON, of many shapes, read with care
type Json = any;

export function read(call: InboundCall): Incoming {
  const payload = readObject(call.body);
  const { topic, id } = payload;
  if (typeof topic !== 'string') throw new Unreadable('This is no Intercom notification: it has no topic.');
  return { what: topic, dedupeKey: typeof id === 'string' ? id : null, payload };
}

interface Found {
  contact?: Json;
  admin?: Json;
}

/** Since API 2.5 a conversation names its contact and its admin by id only. */
export function lookUp({ payload, what }: Incoming, settings: IntercomSettings) {
  const item = itemOf(payload);
  if (!settings.accessToken || what === HITL_TOPIC || item?.type !== 'conversation') return undefined;
  const contactId = item.user?.email || authorEmail(item) ? undefined : text(item.contacts?.contacts?.[0]?.id);
  const adminId = item.assignee?.email ? undefined : text(item.admin_assignee_id);
  if ((!contactId && !adminId) || notWanted(what, payload, settings)) return undefined;
  return async (request: Request): Promise<Found> => {
    const get = async (path: string, id: string | undefined): Promise<Json> => {
      if (!id) return undefined;
      const url = `${intercomUrl(settings)}/${path}/${encodeURIComponent(id)}`;
      const { status, json } = await request({ method: 'GET', url, headers: intercomHeaders(settings) });
      if (status === 429 || status >= 500) throw new Error(`Intercom answered ${status} to a look-up in ${path}.`);
      return status === 200 ? json : undefined;
    };
    return { contact: await get('contacts', contactId), admin: await get('admins', adminId) };
  };
}

export function translate(incoming: Incoming, settings: IntercomSettings, found?: unknown): Translation {
  const { payload, what } = incoming;
  const ignored = notWanted(what, payload, settings);
  if (ignored) return { ignored };
  const item = itemOf(payload);
  if (what === HITL_TOPIC) return proposeHitl(item, settings);
  if (item?.type === 'contact_tag') return fromContactTag(what, item, settings);
  const conversation = item?.type === 'conversation' ? item : item?.conversation;
  const conversationId = text(conversation?.id ?? item?.conversation_id);
  if (!conversationId) return { ignored: `${what} is not about a conversation or a contact.` };
  return fromConversation(what, conversation ?? {}, conversationId, item, settings, (found ?? {}) as Found);
}

/** Why nobody need be asked, or undefined. */
function notWanted(what: string, payload: unknown, settings: IntercomSettings): string | undefined {
  const notification = payload as Json;
  if (settings.appId && notification.app_id !== settings.appId)
    return `It is about another workspace (${asString(notification.app_id)}).`;
  if (what === HITL_TOPIC) return undefined;
  if (what === 'ping') return 'Intercom only tests the address.';
  // The seeds' name of it, which no version of the API has used since 2.5.
  const names =
    what === 'contact.tag.created' ? [what, 'contact.user.tag.created', 'contact.lead.tag.created'] : [what];
  if (!names.some((name) => settings.topics.includes(name)))
    return `${what} is not among the topics that ask for an approval.`;
  const item = itemOf(payload);
  if (/\.tag\.created$/.test(what)) {
    const tags = [item?.tag?.name, ...(item?.tags?.tags ?? item?.tags_added?.tags ?? []).map((tag: Json) => tag?.name)];
    if (!tags.some((tag) => settings.tags.includes(tag)))
      return `None of its tags asks for an approval: ${settings.tags.join(', ')}.`;
  }
  const team = text(item?.team_assignee_id ?? item?.assignee?.id);
  if (settings.teamId && /assigned$/.test(what) && team !== settings.teamId)
    return 'It was not assigned to the approvals team.';
  return undefined;
}

function fromContactTag(what: string, item: Json, settings: IntercomSettings): Translation {
  const { contact, tag } = item;
  const who = text(contact?.name) ?? text(contact?.email) ?? text(contact?.id) ?? 'a contact';
  return {
    proposal: {
      request: {
        action: settings.action,
        summary: `${text(tag?.name) ?? 'Tag'}: ${who}`,
        details: present({
          contactId: text(contact?.id),
          contactEmail: text(contact?.email),
          contactName: text(contact?.name),
          tag: text(tag?.name),
        }),
        agentName: 'Intercom',
        metadata: { intercom: { topic: what } },
      },
      source: { reference: {}, url: null, link: null },
    },
  };
}

function fromConversation(
  what: string,
  conversation: Json,
  conversationId: string,
  item: Json,
  settings: IntercomSettings,
  { contact: foundContact, admin }: Found,
): Translation {
  const contact = foundContact ?? conversation.user ?? {};
  const parts: Json[] = conversation.conversation_parts?.conversation_parts ?? [];
  const spoken = [...parts].reverse().find((part) => text(part?.body)) ?? (text(item?.body) ? item : undefined);
  const opening = text(conversation.source?.body) ?? text(conversation.conversation_message?.body);
  const email = text(contact.email) ?? authorEmail(conversation);
  const title = text(conversation.title) ?? text(conversation.source?.subject);
  const byFin = conversation.ai_agent_participated === true;
  const details = present({
    conversationId,
    contactEmail: email,
    contactName: text(contact.name) ?? text(conversation.source?.author?.name),
    assignedAdmin: text(conversation.assignee?.email) ?? text(admin?.email) ?? text(conversation.admin_assignee_id),
    assignedTeam: text(conversation.team_assignee_id),
    lastMessage: asText(text(spoken?.body) ?? opening ?? '') || undefined,
    ...(conversation.custom_attributes && { attributes: conversation.custom_attributes }),
  });
  return {
    proposal: {
      request: {
        action: settings.action,
        summary: `${title ? asText(title) : `Conversation ${conversationId}`}${email ? ` — ${email}` : ''}`,
        details: exactAmounts(details),
        agentName: byFin ? 'Fin' : 'Intercom',
        metadata: { intercom: { topic: what } },
      },
      source: {
        reference: { conversationId },
        url:
          settings.accessToken && settings.adminId
            ? `${intercomUrl(settings)}/conversations/${encodeURIComponent(conversationId)}`
            : null,
        link: text(conversation.links?.conversation_web) ?? null,
      },
    },
  };
}

function itemOf(payload: unknown): Json {
  const item = (payload as Json)?.data?.item;
  // From 2.15 on some topics wrap their item once more.
  return item?.ticket?.type === 'ticket' ? item.ticket : item;
}

function authorEmail(conversation: Json): string | undefined {
  const author = conversation?.source?.author;
  return author?.type === 'admin' || author?.type === 'bot' ? undefined : text(author?.email);
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number' && value !== 0) return asString(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}
