/** The deliveries that a change causes, made as records that are saved in the same transaction as the change. */
import type { DeliveryView } from '../contract/delivery.js';
import type { EventType } from '../contract/subscription.js';
import type { NewId } from '../ids.js';
import type { Approval, Batch, Callback, Delivery, InboundEvent, Subscription } from '../store/records.js';

/** Tells one waiting URL about one settled approval. */
export function approvalCallback(approval: Approval, callback: Callback, now: Date, newId: NewId): Delivery {
  return {
    ...fresh(now, newId),
    workspaceId: approval.workspaceId,
    keyId: approval.keyId ?? approval.source?.connectionId ?? null,
    kind: 'callback',
    event: eventOf(approval),
    approvalId: approval.id,
    url: callback.url,
    confirmation: callback.confirmation,
    dueAt: dueAt(callback, now),
  };
}

/** Tells the URL that waits for a whole batch. */
export function batchCallback(batch: Batch, callback: Callback, now: Date, newId: NewId): Delivery {
  return {
    ...fresh(now, newId),
    workspaceId: batch.workspaceId,
    keyId: batch.keyId,
    kind: 'callback',
    event: 'batch.settled',
    batchId: batch.id,
    url: callback.url,
    confirmation: callback.confirmation,
    dueAt: dueAt(callback, now),
  };
}

/** Writes the decision back where the request came from, if that can be done. */
export function writeBackDelivery(approval: Approval, now: Date, newId: NewId): Delivery | undefined {
  if (!approval.source?.url || approval.status === 'CANCELLED') return undefined;
  return {
    ...fresh(now, newId),
    workspaceId: approval.workspaceId,
    keyId: null,
    kind: 'writeBack',
    event: eventOf(approval),
    approvalId: approval.id,
    url: approval.source.url,
  };
}

/** Finishes the translation of what has been answered already. It goes nowhere before its platform is asked. */
export function lookUpDelivery(event: InboundEvent, now: Date, newId: NewId): Delivery {
  return {
    ...fresh(now, newId),
    workspaceId: event.workspaceId,
    keyId: null,
    kind: 'lookUp',
    event: 'event.received',
    eventId: event.id,
    url: `https://${event.connectionId}.invalid/${event.id}`,
  };
}

/** Tells every subscription whose filter matches what has just become of the approval. */
export function eventDeliveries(
  approval: Approval,
  subscriptions: Subscription[],
  now: Date,
  newId: NewId,
  event: EventType = eventOf(approval),
): Delivery[] {
  return subscriptions
    .filter((subscription) => subscription.disabledAt === null && wants(subscription, event, approval))
    .map((subscription) => ({
      ...fresh(now, newId),
      workspaceId: approval.workspaceId,
      keyId: subscription.keyId,
      kind: 'event',
      event,
      approvalId: approval.id,
      subscriptionId: subscription.id,
      url: subscription.url,
      snapshot: approval,
    }));
}

export function toldOfFailures({ disabledAt, events }: Subscription): boolean {
  return disabledAt === null && events.includes('delivery.failed');
}

/**
 * Tells those of `subscriptions`, all told of failures, that a delivery was given up. One with a filter is told only if the
 * filter matches an approval that it was about. That this news itself could not be delivered is no news: it would go round.
 */
export function failureDeliveries(
  failed: Delivery,
  view: DeliveryView,
  approvals: Approval[],
  subscriptions: Subscription[],
  now: Date,
  newId: NewId,
): Delivery[] {
  if (failed.event === 'delivery.failed') return [];
  const isWanted = (subscription: Subscription): boolean =>
    Object.keys(subscription.filter).length === 0 ||
    approvals.some((approval) => wants(subscription, 'delivery.failed', approval));
  return subscriptions.filter(isWanted).map((subscription) => ({
    ...fresh(now, newId),
    workspaceId: failed.workspaceId,
    keyId: subscription.keyId,
    kind: 'event',
    event: 'delivery.failed',
    approvalId: failed.approvalId,
    subscriptionId: subscription.id,
    url: subscription.url,
    failed: view,
  }));
}

/** What the approval's present state is called as an event. */
export function eventOf(approval: Approval): EventType {
  if (approval.status === 'PENDING') return 'approval.requested';
  if (approval.status === 'CANCELLED') return 'approval.cancelled';
  return approval.decisionReasonCode === 'expired' && approval.autoDecided ? 'approval.expired' : 'approval.decided';
}

function wants({ events, filter }: Subscription, event: EventType, approval: Approval): boolean {
  return (
    events.includes(event) &&
    (filter.outcome === undefined || approval.status === 'PENDING' || filter.outcome === approval.status) &&
    isOneOf(filter.action, approval.action) &&
    (filter.riskLevel === undefined || filter.riskLevel === approval.riskLevel) &&
    isOneOf(filter.platform, approval.platform) &&
    isOneOf(filter.group, approval.group)
  );
}

/** Several wanted values are separated by commas; without any, every value will do. */
function isOneOf(wanted: string | undefined, value: string | null): boolean {
  if (wanted === undefined || wanted === value) return true;
  return wanted.split(',').some((each) => each.trim() === value);
}

function dueAt({ delaySeconds = 0 }: Callback, now: Date): string {
  return new Date(now.getTime() + delaySeconds * 1_000).toISOString();
}

function fresh(now: Date, newId: NewId) {
  return {
    id: newId('msg'),
    approvalId: null,
    batchId: null,
    subscriptionId: null,
    eventId: null,
    confirmation: 'status' as const,
    status: 'queued' as const,
    createdAt: now.toISOString(),
    dueAt: now.toISOString(),
    attempts: [],
    failures: 0,
    snapshot: null,
  };
}
