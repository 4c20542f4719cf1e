/**
 * What can be done with approvals: each use case is one transaction, with the deliveries it causes inside.
 * The rules are in lifecycle.ts; this file fetches, saves, and answers repeated requests with what is there already.
 */
import type { ApprovalRequest, CallbackRequest } from '../contract/approval-request.js';
import type { Comment } from '../contract/timeline.js';
import type { VerdictRequest } from '../contract/verdict.js';
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import type { NewId } from '../ids.js';
import type { Approval, Delivery } from '../store/records.js';
import { own } from '../store/own.js';
import { answered } from './answer.js';
import { settledAtOnce } from './at-once.js';
import { AlreadyDecided, IdempotencyConflict } from './conflicts.js';
import type { Answerer } from './decider.js';
import { cancel, expire, isOverdue, open, type Requester } from './lifecycle.js';
import type { Store, Transaction } from '../store/store.js';
import { dueMoment } from './approval-clock.js';
import { keepTime } from './keep-time.js';
import { expiryMinutes, saveOpened } from './opening.js';
import { approvalCallback } from './outbox.js';
import { requestHash } from './request-hash.js';
import { createSettling } from './settling.js';
import { saveVoted } from './voting.js';

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
