/** Asks the reviewers what a change of a conversation asks for, in the transaction of that change. */
import { cancel } from '../approvals/lifecycle.js';
import { createSettling } from '../approvals/settling.js';
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import type { InboundEvents } from '../connections/inbound-events.js';
import type { NewId } from '../ids.js';
import { TEAM_AGENT } from '../platforms/fin-helpdesk/bodies.js';
import { newAsks, proposeAsk, proposeHandover, type Talk } from '../platforms/fin-helpdesk/propose.js';
import type { FinHelpdeskSettings } from '../platforms/fin-helpdesk/settings.js';
import { asText } from '../platforms/fill.js';
import type { InboundCall, Translation } from '../platforms/platform.js';
import type { Connection, HelpdeskConversation, HelpdeskUser } from '../store/records.js';
import type { Transaction } from '../store/store.js';
import { readMessages } from './messages.js';

const TRANSCRIPT_MESSAGES = 30;
const COMMENT_CHARACTERS = 10_000;
/** Of a conversation's approvals for attributes and tags, so many are remembered. */
const ASKS_REMEMBERED = 20;
const NOTHING_BEFORE = { attributes: {}, tags: [] };

export interface Caller {
  connection: Connection;
  settings: FinHelpdeskSettings;
  call: InboundCall;
  /** The operation. */
  what: string;
}
interface AskDeps {
  clock: Clock;
  newId: NewId;
  inboundEvents: InboundEvents;
}
/** Gives the conversation as it is afterwards. */
export type Ask = (
  tx: Transaction,
  caller: Caller,
  before: HelpdeskConversation | undefined,
  after: HelpdeskConversation,
  user: HelpdeskUser | undefined,
) => Promise<HelpdeskConversation>;

export function createAsk({ clock, newId, inboundEvents }: AskDeps): Ask {
  const settling = createSettling({ clock, newId });

  return async (tx, caller, before, after, user) => {
    const { settings } = caller;
    const asks = newAsks(before ?? NOTHING_BEFORE, after, settings);
    const talk: Talk = {
      conversation: after,
      user,
      messages: await readMessages(tx, after, { limit: TRANSCRIPT_MESSAGES }),
    };
    const asked: string[] = [];
    for (const name of asks) {
      const { approval } = await note(tx, caller, { proposal: proposeAsk(name, talk, settings) });
      if (approval) asked.push(approval.id);
    }
    const conversation = asked.length > 0 ? asking(tx, after, asked) : after;
    const told = await handOver(tx, caller, { ...talk, conversation });
    if (asks.length === 0 && !told.asked)
      await note(tx, caller, { ignored: told.reason ?? 'Kept in the helpdesk; nothing in it asks a person.' });
    return told.conversation;
  };

  async function handOver(
    tx: Transaction,
    caller: Caller,
    talk: Talk,
  ): Promise<{ conversation: HelpdeskConversation; asked: boolean; reason?: string }> {
    const { conversation } = talk;
    const { handover, lastUserMessageId } = conversation;
    const pending = await pendingOf(tx, conversation);
    if (conversation.status === 'closed' || conversation.status === 'ended') {
      if (pending) await settling.save(tx, cancel(pending, 'The conversation has ended.', 'Fin', clock.now()));
      return { conversation, asked: false };
    }
    const isPersons = conversation.assigneeId === null || (conversation.assigneeId === TEAM_AGENT && handover !== null);
    if (!isPersons) return { conversation, asked: false };
    if (handover && handover.userMessageId === lastUserMessageId)
      return {
        conversation,
        asked: false,
        reason: 'It was handed over before, and the customer has said nothing since.',
      };
    if (pending) {
      await comment(tx, talk, pending.id);
      return { ...kept(tx, conversation, pending.id), asked: false, reason: 'Added to the hand-over that waits.' };
    }
    const { approval } = await note(tx, caller, { proposal: proposeHandover(talk, caller.settings) });
    return approval ? { ...kept(tx, conversation, approval.id), asked: true } : { conversation, asked: true };
  }

  async function note(tx: Transaction, { connection, call, what }: Caller, translation: Translation) {
    const event = inboundEvents.eventOf(connection, call, { what, dedupeKey: null });
    return inboundEvents.settle(tx, connection, event, translation);
  }

  /** Shows the reviewers what the customer has said while it waits. */
  async function comment(tx: Transaction, { messages, user }: Talk, approvalId: string): Promise<void> {
    const approval = await tx.get('approvals', approvalId);
    const said = [...messages].reverse().find(({ author }) => author.userType === 'end_user');
    if (!approval || !said?.body) return;
    const text = asText(said.body).slice(0, COMMENT_CHARACTERS);
    const by = user?.name ?? user?.email ?? 'Customer';
    const added = { id: newId('com'), at: clock.now().toISOString(), by, text };
    tx.put('approvals', { ...approval, comments: [...approval.comments, added] });
    audit(tx, {
      workspaceId: approval.workspaceId,
      at: added.at,
      event: 'approval.commented',
      by,
      subject: approvalId,
      text,
    });
  }
}

async function pendingOf(tx: Transaction, { handover }: HelpdeskConversation) {
  const approval = handover ? await tx.get('approvals', handover.approvalId) : undefined;
  return approval?.status === 'PENDING' ? approval : undefined;
}

function asking(tx: Transaction, conversation: HelpdeskConversation, asked: string[]): HelpdeskConversation {
  const after = { ...conversation, asks: [...(conversation.asks ?? []), ...asked].slice(-ASKS_REMEMBERED) };
  tx.put('helpdeskConversations', after);
  return after;
}

function kept(tx: Transaction, conversation: HelpdeskConversation, approvalId: string) {
  const after = { ...conversation, handover: { approvalId, userMessageId: conversation.lastUserMessageId } };
  tx.put('helpdeskConversations', after);
  return { conversation: after };
}
