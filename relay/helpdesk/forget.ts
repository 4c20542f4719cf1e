/**
 * Forgets conversations that have been quiet for as long as their connection keeps them, and customers of whom no
 * conversation is left. Never one that a person is still to answer, or has answered and the answer may be on its way.
 */
import type { Clock } from '../clock.js';
import type { Forget } from '../connections/retention.js';
import { KEEP_DAYS } from '../platforms/fin-helpdesk/settings.js';
import type { HelpdeskConversation, HelpdeskUser } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';

const AT_A_TIME = 50;
const DAY_MS = 86_400_000;

interface ForgetDeps {
  store: Store;
  clock: Clock;
}
/** What was quiet at this time or before is forgotten, by its connection. */
type Limits = (connectionId: string) => string;

export function forgetConversations({ store, clock }: ForgetDeps): Forget {
  return async (isStopped) => {
    const limits = await readLimits();
    const usersLeft = new Set<string>();
    const leave = (conversations: HelpdeskConversation[]) =>
      conversations.forEach(({ userId }) => usersLeft.add(userId));
    let old: HelpdeskConversation[] = [];
    for (const conversation of store.every('helpdeskConversations')) {
      if (conversation.updatedAt > limits(conversation.connectionId)) {
        leave([conversation]);
        continue;
      }
      old.push(conversation);
      if (old.length < AT_A_TIME) continue;
      leave(await forgetQuiet(old, limits));
      old = [];
      if (isStopped()) return;
    }
    leave(await forgetQuiet(old, limits));
    if (!isStopped()) await forgetUsers(usersLeft, limits, isStopped);
  };

  /** A connection that is gone keeps nothing. */
  async function readLimits(): Promise<Limits> {
    const now = clock.now().getTime();
    const days = new Map(
      (await store.list('connections')).map(({ id, settings }) => [id, (settings.keepDays as number) ?? KEEP_DAYS]),
    );
    return (connectionId) => new Date(now - (days.get(connectionId) ?? 0) * DAY_MS).toISOString();
  }

  /** Gives those that stay after all. */
  async function forgetQuiet(candidates: HelpdeskConversation[], limits: Limits): Promise<HelpdeskConversation[]> {
    if (candidates.length === 0) return [];
    return store.transaction(async (tx) => {
      const left: HelpdeskConversation[] = [];
      for (const { id } of candidates) {
        const conversation = await tx.get('helpdeskConversations', id);
        if (!conversation) continue;
        const quietSince = await lastStir(tx, conversation);
        if (quietSince !== undefined && quietSince <= limits(conversation.connectionId)) await remove(tx, conversation);
        else left.push(conversation);
      }
      return left;
    });
  }

  async function forgetUsers(left: Set<string>, limits: Limits, isStopped: () => boolean): Promise<void> {
    const isOld = (user: HelpdeskUser) => (user.updatedAt ?? user.createdAt) <= limits(user.connectionId);
    const ids = [...store.every('helpdeskUsers')].filter((user) => !left.has(user.id) && isOld(user));
    for (let from = 0; from < ids.length && !isStopped(); from += AT_A_TIME)
      await store.transaction(async (tx) => {
        for (const { id } of ids.slice(from, from + AT_A_TIME)) {
          // A conversation that was begun meanwhile has told of its customer again.
          const user = await tx.get('helpdeskUsers', id);
          if (user && isOld(user)) tx.remove('helpdeskUsers', id);
        }
      });
  }
}

/** When something last happened in it, or undefined while a person is asked about it. */
async function lastStir(tx: Transaction, conversation: HelpdeskConversation): Promise<string | undefined> {
  const { updatedAt, lastMessageId, handover, asks = [] } = conversation;
  const lastMessage = lastMessageId === null ? undefined : await tx.get('helpdeskMessages', lastMessageId);
  const times = [updatedAt, lastMessage?.createdAt ?? ''];
  for (const id of [...asks, ...(handover ? [handover.approvalId] : [])]) {
    const approval = await tx.get('approvals', id);
    if (approval?.status === 'PENDING') return undefined;
    times.push(approval?.decidedAt ?? '');
  }
  return times.reduce((latest, time) => (time > latest ? time : latest));
}

async function remove(tx: Transaction, { id, lastMessageId }: HelpdeskConversation): Promise<void> {
  for (let next = lastMessageId; next !== null;) {
    const message = await tx.get('helpdeskMessages', next);
    if (message) tx.remove('helpdeskMessages', message.id);
    next = message?.previousId ?? null;
  }
  tx.remove('helpdeskConversations', id);
}
