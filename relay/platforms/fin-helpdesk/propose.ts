/** What a conversation asks a person: to take it over from Fin, or to allow what an attribute or a tag names. */
import { asString } from '../as-string.js';
import type { HelpdeskConversation, HelpdeskMessage, HelpdeskUser } from '../../store/records.js';
import { asText } from '../fill.js';
import { exactAmounts } from '../money.js';
import type { Proposal } from '../platform.js';
import { notificationUrl, type FinHelpdeskSettings } from './settings.js';

export interface Talk {
  conversation: HelpdeskConversation;
  user: HelpdeskUser | undefined;
  /** The newest messages, oldest first. */
  messages: HelpdeskMessage[];
}
const NO = new Set(['', 'false', 'no', '0', 'null', 'undefined', 'none']);
const TRANSCRIPT_CHARACTERS = 10_000;

/** Names of the attributes and tags that have come to ask with this change. */
export function newAsks(
  before: Pick<HelpdeskConversation, 'attributes' | 'tags'>,
  after: Pick<HelpdeskConversation, 'attributes' | 'tags'>,
  settings: FinHelpdeskSettings,
): string[] {
  const attributes = settings.attributes.filter(
    (name) => asks(after.attributes[name]) && asString(before.attributes[name]) !== asString(after.attributes[name]),
  );
  const tags = settings.tags.filter((tag) => after.tags.includes(tag) && !before.tags.includes(tag));
  return [...new Set([...attributes, ...tags])];
}

export function proposeHandover(talk: Talk, settings: FinHelpdeskSettings): Proposal {
  const who = customer(talk);
  return proposal(talk, settings, {
    action: settings.handoverAction,
    summary: `Fin hands over to a person: ${talk.conversation.title ?? 'a conversation'} — ${who}`,
    reply: 'Public. Left empty, your note is sent instead; with neither, you only take the conversation over.',
    kind: 'handover',
  });
}

export function proposeAsk(name: string, talk: Talk, settings: FinHelpdeskSettings): Proposal {
  return proposal(talk, settings, {
    action: name,
    summary: `${name.replaceAll('_', ' ')}: ${talk.conversation.title ?? 'conversation with Fin'} — ${customer(talk)}`,
    reply: 'Public. Left empty, the reply of the connection is sent.',
    kind: 'ask',
  });
}

interface Question {
  action: string;
  summary: string;
  reply: string;
  kind: 'handover' | 'ask';
}

function proposal(talk: Talk, settings: FinHelpdeskSettings, { action, summary, reply, kind }: Question): Proposal {
  const { conversation, user, messages } = talk;
  const said = [...messages].reverse().find(({ author }) => author.userType === 'end_user');
  const attachments = said?.attachments.map(({ url }) => url) ?? [];
  return {
    request: {
      action: action.slice(0, 200),
      summary: summary.slice(0, 500),
      details: exactAmounts({
        ...conversation.attributes,
        customer: user?.name ?? user?.publicId ?? null,
        email: user?.email ?? null,
        ...(said?.body && { lastMessage: asText(said.body) }),
        ...(attachments.length > 0 && { attachments }),
        ...(conversation.tags.length > 0 && { tags: conversation.tags }),
        conversationId: conversation.id,
        reply: '',
      }),
      detailsSchema: {
        type: 'object',
        properties: {
          reply: { type: 'string', format: 'multiline', title: 'Reply to the customer', description: reply },
        },
      },
      justification: transcript(messages, user),
      agentName: settings.finName,
      metadata: { finHelpdesk: { conversationId: conversation.id } },
    },
    source: {
      reference: { conversationId: conversation.id, kind },
      // The answer is kept also when Fin cannot be told of it.
      url: notificationUrl(settings) ?? `https://${conversation.connectionId}.invalid/`,
      link: null,
    },
  };
}

function asks(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'object' && !NO.has(asString(value).toLowerCase());
}

function customer({ user }: Talk): string {
  return user?.name ?? user?.email ?? 'a customer';
}

function transcript(messages: HelpdeskMessage[], user: HelpdeskUser | undefined): string | undefined {
  const lines = messages
    .map(({ author, body }) => ({
      who: author.name ?? (author.userType === 'end_user' ? (user?.name ?? 'Customer') : 'Agent'),
      said: asText(body ?? ''),
    }))
    .filter(({ said }) => said !== '')
    .map(({ who, said }) => `${who}: ${said}`);
  return lines.length > 0 ? lines.join('\n').slice(-TRANSCRIPT_CHARACTERS) : undefined;
}
