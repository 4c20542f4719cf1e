import type { DeliveryView } from '../contract/delivery.js';
import type { Delivery } from '../store/records.js';
import { adviceFor } from './advice.js';

/** A delivery as people see it. Of the address only the host: the rest is often a secret of the receiver. */
export function viewDelivery(delivery: Delivery): DeliveryView {
  const { id, kind, approvalId, batchId, event, status, createdAt, dueAt, attempts } = delivery;
  const host = new URL(delivery.url).host;
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
  };
}
