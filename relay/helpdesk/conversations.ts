/** Conversations as Fin makes and changes them. What is made twice with one `object_id` is made once. */
import { NotFound } from '../errors.js';
import type { NewId } from '../ids.js';
import type { Clock } from '../clock.js';
import { FIN_AGENT, type ChangedConversation, type NewConversation } from '../platforms/fin-helpdesk/bodies.js';
import type { Connection, HelpdeskConversation, HelpdeskMessage, HelpdeskUser } from '../store/records.js';
import type { Reader, Transaction } from '../store/store.js';
import type { Ask, Caller } from './ask.js';
import { addMessage, messageId, readMessages } from './messages.js';
import { idOf } from './objects.js';
import { createUser, saveUser } from './users.js';

interface ConversationsDeps {
  clock: Clock;
  newId: NewId;
  ask: Ask;
}
interface Opened {
  conversation: HelpdeskConversation;
  message: HelpdeskMessage | undefined;
  user: HelpdeskUser | undefined;
}

/** Throws NotFound. */
export async function getConversation(
  reader: Pick<Reader, 'get'>,
  connection: Connection,
  id: string,
): Promise<HelpdeskConversation> {
  const conversation = await reader.get('helpdeskConversations', id);
  if (conversation?.connectionId !== connection.id) throw new NotFound(`The conversation ${id}`);
  return conversation;
}

/** Whom it is with. Its `userId` is the record's, so that it is found whatever Fin calls them. */
export async function userOf(
  reader: Pick<Reader, 'get'>,
  { userId }: HelpdeskConversation,
): Promise<HelpdeskUser | undefined> {
  return reader.get('helpdeskUsers', userId);
}

export function createConversations({ clock, newId, ask }: ConversationsDeps) {
  return {
    async create(tx: Transaction, caller: Caller, input: NewConversation): Promise<Opened> {
      const { connection } = caller;
      const id = input.object_id === undefined ? newId('conv') : idOf('conv', connection.id, input.object_id);
      const earlier = await tx.get('helpdeskConversations', id);
      if (earlier) {
        const [first] = await readMessages(tx, earlier);
        const objectId = input.initial_message?.object_id;
        const same = objectId && (await tx.get('helpdeskMessages', messageId(id, objectId)));
        return { conversation: earlier, message: same || first, user: await userOf(tx, earlier) };
      }
      const now = clock.now();
      const user = await userFor(tx, connection, input, now);
      const made: HelpdeskConversation = {
        id,
        workspaceId: connection.workspaceId,
        connectionId: connection.id,
        userId: user.id,
        status: input.status ?? 'open',
        title: input.title ?? null,
        tags: input.tags ?? [],
        attributes: input.attributes ?? {},
        // Fin answers until it says otherwise.
        assigneeId: input.assignee_id === undefined ? FIN_AGENT : input.assignee_id,
        lastUserReadAt: null,
        lastMessageId: null,
        lastUserMessageId: null,
        handover: null,
        createdAt: now.toISOString(),
        updatedAt: now.toISOString(),
      };
      tx.put('helpdeskConversations', made);
      const first = input.initial_message;
      const added = first && (await addMessage(tx, made, user, first, now, newId));
      const conversation = await ask(tx, caller, undefined, added?.conversation ?? made, user);
      return { conversation, message: added?.message, user };
    },

    /** Attributes that are not named stay; tags are replaced. Throws NotFound. */
    async change(tx: Transaction, caller: Caller, input: ChangedConversation): Promise<Opened> {
      const before = await getConversation(tx, caller.connection, input.conversation_id);
      const now = clock.now();
      const known = await userOf(tx, before);
      const user = known && input.user ? await saveUser(tx, caller.connection, known.publicId, input.user, now) : known;
      const after: HelpdeskConversation = {
        ...before,
        title: input.title ?? before.title,
        tags: input.tags ?? before.tags,
        attributes: { ...before.attributes, ...input.attributes },
        status: input.status ?? before.status,
        assigneeId: input.assignee_id === undefined ? before.assigneeId : input.assignee_id,
        lastUserReadAt: input.last_user_read_at ?? before.lastUserReadAt,
        updatedAt: now.toISOString(),
      };
      tx.put('helpdeskConversations', after);
      return { conversation: await ask(tx, caller, before, after, user), message: undefined, user };
    },
  };

  async function userFor(
    tx: Transaction,
    connection: Connection,
    { user, user_id: id }: NewConversation,
    now: Date,
  ): Promise<HelpdeskUser> {
    const publicId = user?.id ?? id;
    return publicId === undefined
      ? createUser(tx, connection, { ...user, object_id: undefined }, now, newId)
      : saveUser(tx, connection, publicId, user ?? {}, now);
  }
}
