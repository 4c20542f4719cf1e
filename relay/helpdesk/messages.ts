/** The messages of a conversation, each knowing the one before it, so that no index is needed to read them. */
import type { NewId } from '../ids.js';
import { FIN_AGENT, TEAM_AGENT, type NewMessage } from '../platforms/fin-helpdesk/bodies.js';
import type { HelpdeskAuthor, HelpdeskConversation, HelpdeskMessage, HelpdeskUser } from '../store/records.js';
import type { Reader, Transaction } from '../store/store.js';
import { idOf } from './objects.js';

export interface Added {
  conversation: HelpdeskConversation;
  message: HelpdeskMessage;
  isNew: boolean;
}

/** The same `object_id` in the same conversation is the same message. */
export async function addMessage(
  tx: Transaction,
  conversation: HelpdeskConversation,
  user: HelpdeskUser | undefined,
  input: NewMessage,
  now: Date,
  newId: NewId,
): Promise<Added> {
  const id = input.object_id === undefined ? newId('msg') : messageId(conversation.id, input.object_id);
  return append(
    tx,
    conversation,
    {
      id,
      body: input.body ?? null,
      author: authorOf(input.author, user),
      visibility: input.visibility ?? 'public',
      attachments: input.attachments ?? [],
      createdAt: input.created_at === undefined ? now.toISOString() : new Date(input.created_at).toISOString(),
    },
    now,
  );
}

export const messageId = (conversationId: string, objectId: string): string => idOf('msg', conversationId, objectId);

/** Puts the message and the conversation that it makes longer, unless it is there already. */
export async function append(
  tx: Transaction,
  conversation: HelpdeskConversation,
  fields: Omit<HelpdeskMessage, 'workspaceId' | 'connectionId' | 'conversationId' | 'previousId'>,
  now: Date,
): Promise<Added> {
  const earlier = await tx.get('helpdeskMessages', fields.id);
  if (earlier) return { conversation, message: earlier, isNew: false };
  const message: HelpdeskMessage = {
    ...fields,
    workspaceId: conversation.workspaceId,
    connectionId: conversation.connectionId,
    conversationId: conversation.id,
    previousId: conversation.lastMessageId,
  };
  tx.put('helpdeskMessages', message);
  const isUsers = message.author.userType === 'end_user';
  const longer = {
    ...conversation,
    lastMessageId: message.id,
    updatedAt: now.toISOString(),
    ...(isUsers && { lastUserMessageId: message.id }),
  };
  tx.put('helpdeskConversations', longer);
  return { conversation: longer, message, isNew: true };
}

/** The messages after `afterId`, or the newest `limit`, oldest first. */
export async function readMessages(
  reader: Pick<Reader, 'get'>,
  { lastMessageId }: HelpdeskConversation,
  { afterId, limit = Infinity }: { afterId?: string; limit?: number } = {},
): Promise<HelpdeskMessage[]> {
  const messages: HelpdeskMessage[] = [];
  for (let id = lastMessageId; id !== null && id !== afterId && messages.length < limit;) {
    const message = await reader.get('helpdeskMessages', id);
    if (!message) break;
    messages.push(message);
    id = message.previousId;
  }
  return messages.reverse();
}

/** Who says nothing about themselves is the customer; our own agents are known by their ids. */
function authorOf(author: NewMessage['author'], user: HelpdeskUser | undefined): HelpdeskAuthor {
  const isAgent = author?.user_type === 'agent' || author?.id === FIN_AGENT || author?.id === TEAM_AGENT;
  return {
    id: author?.id ?? user?.publicId ?? 'unknown',
    userType: isAgent ? 'agent' : 'end_user',
    name: author?.name ?? (isAgent ? null : (user?.name ?? null)),
    email: author?.email ?? (isAgent ? null : (user?.email ?? null)),
  };
}
