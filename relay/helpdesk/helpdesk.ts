/** The operations of Fin's Custom Helpdesk, each one transaction. It acknowledges what is kept; people are asked behind it. */
import type { z } from 'zod';
import type { Clock } from '../clock.js';
import type { InboundEvents } from '../connections/inbound-events.js';
import type { NewId } from '../ids.js';
import * as bodies from '../platforms/fin-helpdesk/bodies.js';
import type { FinHelpdeskSettings } from '../platforms/fin-helpdesk/settings.js';
import type { HelpdeskConversation, HelpdeskUser } from '../store/records.js';
import type { Store } from '../store/store.js';
import { validate } from '../validate.js';
import { createAsk, type Caller } from './ask.js';
import { createConversations, getConversation, userOf } from './conversations.js';
import { addMessage, readMessages } from './messages.js';
import { createUser, getUser, saveUser } from './users.js';

interface HelpdeskDeps {
  store: Store;
  clock: Clock;
  newId: NewId;
  inboundEvents: InboundEvents;
}
export type Helpdesk = ReturnType<typeof createHelpdesk>;
export type Operation = keyof Helpdesk;

export function createHelpdesk({ store, clock, newId, inboundEvents }: HelpdeskDeps) {
  const ask = createAsk({ clock, newId, inboundEvents });
  const conversations = createConversations({ clock, newId, ask });
  const operation =
    <S extends z.ZodType>(schema: S, run: (caller: Caller, input: z.output<S>) => Promise<unknown>) =>
    (caller: Caller, input: unknown) =>
      run(caller, validate(schema, input));
  const viewed = (conversation: HelpdeskConversation, user: HelpdeskUser | undefined, settings: FinHelpdeskSettings) =>
    bodies.viewConversation(conversation, user, settings);

  return {
    get_agents: async ({ settings }: Caller) => [
      bodies.agentOf(bodies.FIN_AGENT, settings),
      bodies.agentOf(bodies.TEAM_AGENT, settings),
    ],

    get_user: operation(bodies.OfUser, async ({ connection }, { user_id: id }) =>
      bodies.viewUser(await getUser(store, connection, id)),
    ),

    create_user: operation(bodies.NewUser, async ({ connection }, input) =>
      store.transaction(async (tx) => bodies.viewUser(await createUser(tx, connection, input, clock.now(), newId))),
    ),

    update_user: operation(bodies.ChangedUser, async ({ connection }, { user_id: id, ...facts }) =>
      store.transaction(async (tx) => {
        await getUser(tx, connection, id);
        return bodies.viewUser(await saveUser(tx, connection, id, facts, clock.now()));
      }),
    ),

    get_conversation: operation(bodies.OfConversation, async ({ connection, settings }, { conversation_id: id }) => {
      const conversation = await getConversation(store, connection, id);
      return viewed(conversation, await userOf(store, conversation), settings);
    }),

    /** How the two objects are named is cut off in the public text, so the conversation's own fields are there as well. */
    create_conversation: operation(bodies.NewConversation, async (caller, input) =>
      store.transaction(async (tx) => {
        const { conversation, message, user } = await conversations.create(tx, caller, input);
        const view = viewed(conversation, user, caller.settings);
        return { ...view, conversation: view, message: message ? bodies.viewMessage(message) : null };
      }),
    ),

    update_conversation: operation(bodies.ChangedConversation, async (caller, input) =>
      store.transaction(async (tx) => {
        const { conversation, user } = await conversations.change(tx, caller, input);
        return viewed(conversation, user, caller.settings);
      }),
    ),

    get_messages: operation(bodies.MessagesOf, async ({ connection }, { conversation_id: id, after_id: afterId }) => {
      const conversation = await getConversation(store, connection, id);
      return (await readMessages(store, conversation, { afterId })).map(bodies.viewMessage);
    }),

    create_message: operation(bodies.MessageOf, async (caller, input) =>
      store.transaction(async (tx) => {
        const before = await getConversation(tx, caller.connection, input.conversation_id);
        const user = await userOf(tx, before);
        const { conversation, message, isNew } = await addMessage(tx, before, user, input, clock.now(), newId);
        if (isNew) await ask(tx, caller, before, conversation, user);
        return bodies.viewMessage(message);
      }),
    ),
  };
}
