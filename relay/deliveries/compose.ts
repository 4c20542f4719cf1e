/** What a delivery says. Settled approvals no longer change, so every attempt says the same to the byte. */
import type { DecisionCallback } from '../contract/decision-callback.js';
import type { BatchCallback } from '../contract/batch.js';
import type { EventPayload } from '../contract/subscription.js';
import type { Approval, Batch, Delivery } from '../store/records.js';
import type { Store } from '../store/store.js';
import { viewApproval } from '../approvals/view.js';

/** The body to send, or undefined when what it is about is no longer there. */
export async function compose(
  delivery: Delivery,
  store: Pick<Store, 'get'>,
  publicUrl: string,
): Promise<string | undefined> {
  if (delivery.kind === 'event') {
    const data = delivery.snapshot ? viewApproval(delivery.snapshot, publicUrl) : delivery.failed;
    return data && eventBody(delivery, data);
  }
  if (delivery.batchId) {
    const batch = await store.get('batches', delivery.batchId);
    return batch && batchBody(batch, await Promise.all(batch.approvalIds.map((id) => store.get('approvals', id))));
  }
  const approval = delivery.approvalId ? await store.get('approvals', delivery.approvalId) : undefined;
  return approval && decisionBody(approval);
}

function decisionBody(approval: Approval): string {
  const callback: DecisionCallback = {
    id: approval.id,
    approvalId: approval.id,
    status: settled(approval),
    action: approval.action,
    details: approval.details,
    modifiedDetails: approval.modifiedDetails,
    metadata: approval.metadata,
    decisionNote: approval.decisionNote,
    decisionReasonCode: approval.decisionReasonCode,
    decidedAt: approval.decidedAt ?? '',
    decidedBy: approval.decidedBy ?? '',
    autoDecided: approval.autoDecided,
  };
  return JSON.stringify(callback);
}

function batchBody(batch: Batch, approvals: Array<Approval | undefined>): string {
  const decided = approvals
    .filter((approval) => approval !== undefined)
    .map((approval) => ({ id: approval.id, status: settled(approval) }));
  return JSON.stringify({
    id: batch.id,
    batchId: batch.id,
    status: 'SETTLED',
    approvals: decided,
  } satisfies BatchCallback);
}

function eventBody(delivery: Delivery, data: EventPayload['data']): string {
  const type = delivery.event as EventPayload['type'];
  return JSON.stringify({ type, timestamp: delivery.createdAt, data } satisfies EventPayload);
}

/** A callback is only ever made for a settled approval. */
function settled({ id, status }: Approval): DecisionCallback['status'] {
  if (status === 'PENDING') throw new Error(`A callback is due for ${id}, which is not settled`);
  return status;
}
