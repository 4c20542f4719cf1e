/** Who works on an approval: claimed by one, given to others, handed on. None of it decides anything. */
import type { Clock } from '../clock.js';
import { notify, updateCopies } from '../channels/notify.js';
import { Forbidden, InvalidRequest, RelayError } from '../errors.js';
import type { NewId } from '../ids.js';
import { own } from '../store/own.js';
import type { Approval, Happening, User } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';
import { AlreadyDecided, MayNotDecide } from './conflicts.js';
import { deciderOf, type Answerer } from './decider.js';
import { note, publish } from './keep-time.js';
import { mayDecide } from './may-decide.js';

export type Handling = ReturnType<typeof createHandling>;

export function createHandling({ store, clock, newId }: { store: Store; clock: Clock; newId: NewId }) {
  return {
    /** Tells the others that this person works on it. Repeated, it changes nothing. Throws claimed (409) while somebody else does. */
    async claim(workspaceId: string, id: string, by: Answerer, takeOver: boolean): Promise<Approval> {
      return change(workspaceId, id, async (tx, approval, now) => {
        const email = personOf(by);
        const reason = mayDecide(approval, await deciderOf(tx, approval, by, now));
        if (reason !== undefined) throw new MayNotDecide(reason);
        if (approval.claimedBy === email) return approval;
        if (approval.claimedBy && !takeOver) throw new Claimed(approval.claimedBy);
        const text = approval.claimedBy ? `taken over from ${approval.claimedBy}` : null;
        return noted(tx, { ...approval, claimedBy: email }, 'approval.claimed', email, text, now);
      });
    },

    /** Gives it back to all. Only who has claimed it may, or who manages the workspace. */
    async release(workspaceId: string, id: string, by: Answerer, manages: boolean): Promise<Approval> {
      return change(workspaceId, id, async (tx, approval, now) => {
        if (!approval.claimedBy) return approval;
        if (approval.claimedBy !== by.email && !manages)
          throw new Forbidden(`${approval.claimedBy} has claimed this. They, or a lead, can release it.`);
        return noted(tx, { ...approval, claimedBy: null }, 'approval.released', by.name, null, now);
      });
    },

    /** Gives it to these people instead of those who had it. */
    async assign(workspaceId: string, id: string, to: string[], by: string): Promise<Approval> {
      return change(workspaceId, id, async (tx, approval, now) => {
        const assignees = [...new Set(to)];
        await refuseStrangers(tx, approval, assignees);
        const claimedBy = approval.claimedBy && assignees.includes(approval.claimedBy) ? approval.claimedBy : null;
        const text = assignees.join(', ') || null;
        return given(tx, { ...approval, assignees, claimedBy }, 'approval.assigned', by, text, assignees, now);
      });
    },

    /** Hands on what is one's own: the other has it instead. Throws MayNotDecide when it was not theirs to hand on. */
    async delegate(
      workspaceId: string,
      id: string,
      to: string,
      words: string | undefined,
      by: Answerer,
    ): Promise<Approval> {
      return change(workspaceId, id, async (tx, approval, now) => {
        const email = personOf(by);
        const reason = mayDecide(approval, await deciderOf(tx, approval, by, now));
        if (reason !== undefined) throw new MayNotDecide(reason);
        await refuseStrangers(tx, approval, [to]);
        const others = (approval.assignees ?? []).filter((each) => each !== email && each !== to);
        const claimedBy = approval.claimedBy === email ? null : (approval.claimedBy ?? null);
        const handedOn = { ...approval, assignees: [...others, to], claimedBy };
        return given(tx, handedOn, 'approval.delegated', email, words ? `${to}: ${words}` : to, [to], now);
      });
    },

    async prioritise(workspaceId: string, id: string, priority: Approval['priority'], by: string): Promise<Approval> {
      return change(workspaceId, id, async (tx, approval, now) =>
        approval.priority === priority
          ? approval
          : noted(tx, { ...approval, priority }, 'approval.prioritised', by, priority, now),
      );
    },
  };

  async function change(
    workspaceId: string,
    id: string,
    by: (tx: Transaction, approval: Approval, now: Date) => Promise<Approval>,
  ): Promise<Approval> {
    return store.transaction(async (tx) => {
      const approval = own(await tx.get('approvals', id), workspaceId, id);
      if (approval.status !== 'PENDING') throw new AlreadyDecided(approval);
      return by(tx, approval, clock.now());
    });
  }

  async function noted(
    tx: Transaction,
    approval: Approval,
    event: Happening['event'],
    by: string,
    text: string | null,
    now: Date,
  ): Promise<Approval> {
    const after = note(tx, approval, { at: now.toISOString(), event, by, text });
    await updateCopies(tx, after, 'changed', { now, newId });
    return after;
  }

  async function given(
    tx: Transaction,
    approval: Approval,
    event: Happening['event'],
    by: string,
    text: string | null,
    to: string[],
    now: Date,
  ): Promise<Approval> {
    const after = await noted(tx, approval, event, by, text, now);
    await publish(tx, after, 'approval.assigned', { now, newId });
    if (to.length > 0) await notify(tx, after, 'assigned', { now, newId, to: { emails: to } });
    return after;
  }
}

export class Claimed extends RelayError {
  constructor(by: string) {
    super(409, 'claimed', 'Claimed already', `${by} works on this. Ask them, or claim it with takeOver.`);
  }
}

function personOf({ email }: Answerer): string {
  if (email === null) throw new Forbidden('Only a person who has signed in can do this. Sign in, or use assign.');
  return email.toLowerCase();
}

/** Throws InvalidRequest that names those who could not decide it. */
async function refuseStrangers(tx: Transaction, { workspaceId }: Approval, emails: string[]): Promise<void> {
  const users = await tx.list('users', workspaceId);
  const may = (user: User): boolean => !user.disabledAt && user.role !== 'viewer';
  const strangers = emails.filter((email) => !users.some((user) => user.email === email && may(user)));
  if (strangers.length === 0) return;
  const message = `Not people of this workspace who may decide: ${strangers.join(', ')}.`;
  throw new InvalidRequest(message, [{ path: 'to', message }]);
}
