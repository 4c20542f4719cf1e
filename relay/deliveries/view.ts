import type { DeliveryView } from '../contract/delivery.js';
import type { Delivery } from '../store/records.js';
import type { Reader } from '../store/store.js';
import { adviceFor } from './advice.js';

/** A delivery as people see it. Of the address only the host: the rest is often a secret of the receiver. */
export async function viewDelivery(
  delivery: Delivery,
  reader: Pick<Reader, 'get'>,
  publicUrl: string,
): Promise<DeliveryView> {
  const { id, kind, approvalId, batchId, event, status, createdAt, dueAt, attempts } = delivery;
  const host = new URL(delivery.url).host;
  const [first, ...others] = await approvalIdsOf(delivery, reader);
  const approval = first ? await reader.get('approvals', first) : undefined;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  return {
    id,
    kind,
    approvalId,
    batchId,
    host,
    event,
    channel: delivery.notification?.channelName ?? null,
    status,
    createdAt,
    nextAttemptAt: dueAt,
    attempts,
    advice: adviceFor(delivery),
    summary: approval ? approval.summary + more : null,
    pageUrl: publicUrl + (approval ? `/approvals/${approval.id}` : '/deliveries'),
  };
}

/** Of the one approval that it tells of, or of all in its batch. */
export async function approvalIdsOf(
  { approvalId, batchId }: Pick<Delivery, 'approvalId' | 'batchId'>,
  reader: Pick<Reader, 'get'>,
): Promise<string[]> {
  if (approvalId) return [approvalId];
  return (batchId && (await reader.get('batches', batchId))?.approvalIds) || [];
}
