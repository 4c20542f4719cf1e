/** Several approvals asked together: created all or none, with one callback when the last of them is settled. */
import type { Clock } from '../clock.js';
import type { ApprovalRequest, CallbackRequest } from '../contract/approval-request.js';
import type { BatchRequest } from '../contract/batch.js';
import { InvalidRequest } from '../errors.js';
import type { NewId } from '../ids.js';
import type { Approval, Batch } from '../store/records.js';
import { own } from '../store/own.js';
import type { Reader, Store, Transaction } from '../store/store.js';
import { settledAtOnce } from './at-once.js';
import { IdempotencyConflict } from './conflicts.js';
import { open, type Requester } from './lifecycle.js';
import { expiryMinutes, saveOpened } from './opening.js';
import { batchCallback } from './outbox.js';
import { requestHash } from './request-hash.js';
import { createSettling } from './settling.js';

export interface BatchWithApprovals {
  batch: Batch;
  approvals: Approval[];
}
export type Batches = ReturnType<typeof createBatches>;

export function createBatches({ store, clock, newId }: { store: Store; clock: Clock; newId: NewId }) {
  const settling = createSettling({ clock, newId });

  return {
    /** `warnings[n]` belongs to the nth approval. Throws InvalidRequest with the index of the request that is wrong. */
    async request(request: BatchRequest, warnings: string[][], requester: Requester): Promise<BatchWithApprovals> {
      const hash = request.idempotencyKey ? requestHash(withoutCallback(request)) : null;
      return store.transaction(async (tx) => {
        if (request.idempotencyKey) {
          const earlier = await tx.findBatchByIdempotencyKey(requester.workspaceId, request.idempotencyKey);
          if (earlier && earlier.requestHash !== hash) throw new IdempotencyConflict(request.idempotencyKey, undefined);
          if (earlier) return withApprovals(tx, redirect(tx, earlier, request.callback, newId, clock.now()));
        }
        const now = clock.now();
        const id = newId('bat');
        const ownExpiry = await expiryMinutes(tx, requester.workspaceId);
        const asked = request.approvals.map((each, index) =>
          openAt(index, each, {
            id: newId('req'),
            now,
            requester,
            warnings: warnings[index] ?? [],
            requestHash: null,
            batchId: id,
            expiryMinutes: ownExpiry,
          }),
        );
        const approvals: Approval[] = [];
        for (const each of asked) approvals.push(await saveOpened(tx, each, now, newId));
        const batch: Batch = {
          id,
          workspaceId: requester.workspaceId,
          keyId: requester.keyId,
          approvalIds: approvals.map((approval) => approval.id),
          pending: approvals.length,
          callback: request.callback ?? null,
          idempotencyKey: request.idempotencyKey ?? null,
          requestHash: hash,
          createdAt: now.toISOString(),
          expiresAt: approvals.reduce((latest, { expiresAt }) => (expiresAt > latest ? expiresAt : latest), ''),
        };
        tx.put('batches', batch);
        for (const approval of approvals) {
          const settled = await settledAtOnce(tx, approval, now);
          if (settled) await settling.save(tx, settled);
        }
        return withApprovals(tx, (await tx.get('batches', id)) ?? batch);
      });
    },

    async get(workspaceId: string, id: string): Promise<BatchWithApprovals> {
      return withApprovals(store, own(await store.get('batches', id), workspaceId, id));
    },
  };
}

/** A repeated request waits at a new URL (n8n signs one at each try): the decision goes there, at once if there is one already. */
function redirect(
  tx: Transaction,
  batch: Batch,
  callback: CallbackRequest | undefined,
  newId: NewId,
  now: Date,
): Batch {
  if (!callback || callback.url === batch.callback?.url) return batch;
  const redirected = { ...batch, callback };
  tx.put('batches', redirected);
  if (batch.pending === 0) tx.put('deliveries', batchCallback(redirected, callback, now, newId));
  return redirected;
}

async function withApprovals(reader: Reader, batch: Batch): Promise<BatchWithApprovals> {
  const approvals = await Promise.all(batch.approvalIds.map((id) => reader.get('approvals', id)));
  return { batch, approvals: approvals.filter((approval) => approval !== undefined) };
}

function openAt(index: number, request: ApprovalRequest, opening: Parameters<typeof open>[1]): Approval {
  try {
    // A batch is idempotent as a whole; a key on one of its approvals would promise what the batch already does.
    return open({ ...request, idempotencyKey: undefined }, opening);
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    const errors = (error.extra.errors ?? []).map((each) => ({ ...each, path: `approvals.${index}.${each.path}` }));
    throw new InvalidRequest(`Approval ${index + 1} of the batch: ${error.message}`, errors);
  }
}

function withoutCallback(request: BatchRequest): Omit<BatchRequest, 'callback'> {
  const { callback: _callback, ...rest } = request;
  return rest;
}
