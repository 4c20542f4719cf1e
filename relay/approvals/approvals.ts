/**
 * What can be done with approvals: each use case is one transaction, with the deliveries it causes inside.
 * The rules are in lifecycle.ts; this file fetches, saves, and answers repeated requests with what is there already.
 */
import type { ApprovalRequest, CallbackRequest } from '../contract/approval-request.js';
import type { Comment } from '../contract/timeline.js';
import type { VerdictRequest } from '../contract/verdict.js';
import { audit } from '../audit/audit.js';
import { notify, updateCopies } from '../channels/notify.js';
import type { Clock } from '../clock.js';
import type { NewId } from '../ids.js';
import type { Approval, Delivery } from '../store/records.js';
import { own } from '../store/own.js';
import { answered } from './answer.js';
import { settledAtOnce } from './at-once.js';
import { AlreadyDecided, IdempotencyConflict } from './conflicts.js';
import type { Answerer } from './decider.js';
import { cancel, expire, isOverdue, open, type Requester } from './lifecycle.js';
import type { Reader, Store, Transaction } from '../store/store.js';
import { dueMoment } from './approval-clock.js';
import { keepTime, withClock } from './keep-time.js';
import { approvalCallback, batchCallback, eventDeliveries, eventOf, writeBackDelivery } from './outbox.js';
import { requestHash } from './request-hash.js';
import { route } from './route.js';

export interface ApprovalsDeps {
  store: Store;
  clock: Clock;
  newId: NewId;
}
export type Approvals = ReturnType<typeof createApprovals>;

export function createApprovals({ store, clock, newId }: ApprovalsDeps) {
  const settling = createSettling({ clock, newId });

  return {
    /** Opens an approval, or gives the one that the same idempotency key opened before. */
    async request(request: ApprovalRequest, warnings: string[], requester: Requester): Promise<Approval> {
      const hash = request.idempotencyKey ? requestHash(request) : null;
      return store.transaction(async (tx) => {
        if (request.idempotencyKey) {
          const earlier = await tx.findApprovalByIdempotencyKey(requester.workspaceId, request.idempotencyKey);
          if (earlier?.requestHash === hash) return earlier;
          if (earlier) throw new IdempotencyConflict(request.idempotencyKey, earlier);
        }
        const now = clock.now();
        const opening = {
          id: newId('req'),
          now,
          requester,
          warnings,
          requestHash: hash,
          batchId: null,
          expiryMinutes: await expiryMinutes(tx, requester.workspaceId),
        };
        const opened = await saveOpened(tx, open(request, opening), now, newId);
        const settled = await settledAtOnce(tx, opened, now);
        if (settled) await settling.save(tx, settled);
        return settled ?? opened;
      });
    },

    /** Throws NotFound when the approval is another workspace's. */
    async get(workspaceId: string, id: string): Promise<Approval> {
      return own(await store.get('approvals', id), workspaceId, id);
    },

    /**
     * Settled, or pending with one more vote. Throws MayNotDecide, and AlreadyDecided when there is a decision or when the
     * deadline has passed: then the deadline decides first. `also` is done in the same transaction, and may refuse.
     */
    async decide(
      workspaceId: string,
      id: string,
      verdict: VerdictRequest,
      by: Answerer,
      also?: (tx: Transaction) => Promise<void>,
    ): Promise<Approval> {
      return settleWith(workspaceId, id, async (approval, now, tx) => {
        const answer = await answered(tx, approval, verdict, by, now);
        await also?.(tx);
        return answer;
      });
    },

    /** As `decide`, for a question that nobody needs answered any more. */
    async cancel(workspaceId: string, id: string, note: string | undefined, by: string): Promise<Approval> {
      return settleWith(workspaceId, id, async (approval, now) => cancel(approval, note, by, now));
    },

    async comment(workspaceId: string, id: string, text: string, by: string): Promise<Comment> {
      const comment = { id: newId('com'), at: clock.now().toISOString(), by, text };
      await update(workspaceId, id, (approval) => ({ ...approval, comments: [...approval.comments, comment] }), {
        at: comment.at,
        event: 'approval.commented',
        by,
        text,
      });
      return comment;
    },

    /** Notes, once a person, that somebody has it open. */
    async markSeen(workspaceId: string, id: string, by: string): Promise<void> {
      const at = clock.now().toISOString();
      await update(
        workspaceId,
        id,
        (approval) =>
          approval.happenings.some((happening) => happening.event === 'approval.seen' && happening.by === by)
            ? approval
            : { ...approval, happenings: [...approval.happenings, { at, event: 'approval.seen', by }] },
        { at, event: 'approval.seen', by, text: null },
      );
    },

    /** Registers one more URL for the decision. One that comes after the decision is queued at once; a repeated one is kept once. */
    async addCallback(
      workspaceId: string,
      id: string,
      callback: CallbackRequest,
      by: string,
    ): Promise<Delivery | null> {
      return store.transaction(async (tx) => {
        const approval = own(await tx.get('approvals', id), workspaceId, id);
        if (approval.callbacks.some(({ url }) => url === callback.url)) return null;
        const now = clock.now();
        const registered = { at: now.toISOString(), event: 'callback.registered' as const, by };
        audit(tx, { workspaceId, ...registered, subject: id, text: new URL(callback.url).host });
        tx.put('approvals', {
          ...approval,
          callbacks: [...approval.callbacks, callback],
          happenings: [...approval.happenings, registered],
        });
        if (approval.status === 'PENDING') return null;
        const delivery = approvalCallback(approval, callback, now, newId);
        tx.put('deliveries', delivery);
        return delivery;
      });
    },

    /** Settles those of these approvals whose deadline has passed. */
    async settleOverdue(overdue: Approval[]): Promise<void> {
      await Promise.all(
        overdue.map(({ id }) =>
          store.transaction(async (tx) => {
            const approval = await tx.get('approvals', id);
            if (approval && isOverdue(approval, clock.now())) await settling.save(tx, expire(approval));
          }),
        ),
      );
    },

    /** Does the next thing that is due with each of these approvals, in their order. */
    async keepTime(due: Approval[]): Promise<void> {
      await Promise.all(
        due.map(({ id }) =>
          store.transaction(async (tx) => {
            const approval = await tx.get('approvals', id);
            const moment = approval && dueMoment(approval, clock.now());
            if (moment) await keepTime(tx, approval, moment, { now: clock.now(), newId });
          }),
        ),
      );
    },
  };

  async function settleWith(
    workspaceId: string,
    id: string,
    by: (approval: Approval, now: Date, tx: Transaction) => Promise<Approval>,
  ): Promise<Approval> {
    const { approval, late } = await store.transaction(async (tx) => {
      const found = own(await tx.get('approvals', id), workspaceId, id);
      const now = clock.now();
      const isLate = isOverdue(found, now);
      const answer = isLate ? expire(found) : await by(found, now, tx);
      if (answer.status !== 'PENDING') await settling.save(tx, answer);
      else if (answer !== found) await saveVoted(tx, found, answer, now, newId);
      return { approval: answer, late: isLate };
    });
    if (late) throw new AlreadyDecided(approval);
    return approval;
  }

  async function update(
    workspaceId: string,
    id: string,
    change: (approval: Approval) => Approval,
    fact: { at: string; event: string; by: string; text: string | null },
  ): Promise<void> {
    await store.transaction(async (tx) => {
      const before = own(await tx.get('approvals', id), workspaceId, id);
      const after = change(before);
      if (after === before) return;
      tx.put('approvals', after);
      audit(tx, { workspaceId, subject: id, ...fact });
    });
  }
}

/** The workspace's own deadline for requests that name none. */
export async function expiryMinutes(reader: Reader, workspaceId: string): Promise<number | undefined> {
  return (await reader.get('times', workspaceId))?.expiryMinutes;
}

/** Saves a new approval as the rules route it, together with the events it causes. The caller then settles it, if a policy does. */
export async function saveOpened(tx: Transaction, opened: Approval, now: Date, newId: NewId): Promise<Approval> {
  const approval = await withClock(tx, await route(tx, opened, now));
  tx.put('approvals', approval);
  const { workspaceId, id, createdAt, agentName, summary } = approval;
  audit(tx, { workspaceId, at: createdAt, event: 'approval.requested', by: agentName, subject: id, text: summary });
  if (approval.rules) {
    const text = approval.rules.map(({ name }) => name).join(', ');
    audit(tx, { workspaceId, at: createdAt, event: 'approval.routed', by: null, subject: id, text });
  }
  const subscriptions = await tx.list('subscriptions', approval.workspaceId);
  for (const delivery of eventDeliveries(approval, subscriptions, now, newId)) tx.put('deliveries', delivery);
  if (!approval.policy) await notify(tx, approval, 'asked', { now, newId });
  return approval;
}

/** Saves a vote that does not settle the approval, shows it where people were told, and tells the next group if it is its turn. */
async function saveVoted(tx: Transaction, before: Approval, voted: Approval, now: Date, newId: NewId): Promise<void> {
  const { workspaceId, id } = voted;
  tx.put('approvals', voted);
  for (const { at, event, by, text = null } of voted.happenings.slice(before.happenings.length))
    audit(tx, { workspaceId, at, event, by, subject: id, text });
  await updateCopies(tx, voted, 'changed', { now, newId });
  if (voted.group !== before.group) await notify(tx, voted, 'asked', { now, newId });
}

/** Such as `APPROVED, within_policy, changed amount: Half of it is enough`. */
function verdictInWords(approval: Approval): string {
  const { status, details, modifiedDetails, decisionReasonCode, decisionNote, decidedFor, decidedVia } = approval;
  const changed = Object.keys({ ...details, ...modifiedDetails }).filter(
    (name) => modifiedDetails && JSON.stringify(details[name]) !== JSON.stringify(modifiedDetails[name]),
  );
  const parts = [
    status,
    decidedVia === 'link' ? 'by link' : null,
    decidedFor ? `for ${decidedFor}` : null,
    decisionReasonCode,
    changed.length > 0 ? `changed ${changed.join(', ')}` : null,
  ];
  return `${parts.filter((part) => part !== null).join(', ')}${decisionNote ? `: ${decisionNote}` : ''}`;
}

export function createSettling({ clock, newId }: Pick<ApprovalsDeps, 'clock' | 'newId'>) {
  return {
    /** Saves a settled approval with all that its settling causes: callbacks, events, and its batch's count. */
    async save(tx: Transaction, settled: Approval): Promise<void> {
      const now = clock.now();
      tx.put('approvals', settled);
      audit(tx, {
        workspaceId: settled.workspaceId,
        at: settled.decidedAt ?? now.toISOString(),
        event: eventOf(settled),
        by: settled.decidedBy,
        subject: settled.id,
        text: verdictInWords(settled),
      });
      for (const callback of settled.callbacks) tx.put('deliveries', approvalCallback(settled, callback, now, newId));
      const writeBack = writeBackDelivery(settled, now, newId);
      if (writeBack) tx.put('deliveries', writeBack);
      const subscriptions = await tx.list('subscriptions', settled.workspaceId);
      for (const delivery of eventDeliveries(settled, subscriptions, now, newId)) tx.put('deliveries', delivery);
      await updateCopies(tx, settled, 'settled', { now, newId });
      const batch = settled.batchId ? await tx.get('batches', settled.batchId) : undefined;
      if (!batch) return;
      const counted = { ...batch, pending: batch.pending - 1 };
      tx.put('batches', counted);
      if (counted.pending === 0 && counted.callback)
        tx.put('deliveries', batchCallback(counted, counted.callback, now, newId));
    },
  };
}
