/** Saves a new approval as the rules route it, with all that its being asked causes. */
import { audit } from '../audit/audit.js';
import { notify } from '../channels/notify.js';
import type { NewId } from '../ids.js';
import type { Approval } from '../store/records.js';
import type { Reader, Transaction } from '../store/store.js';
import { withClock } from './keep-time.js';
import { eventDeliveries } from './outbox.js';
import { route } from './route.js';

/** The caller then settles it, if a policy does. */
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

/** The workspace's own deadline for requests that name none. */
export async function expiryMinutes(reader: Reader, workspaceId: string): Promise<number | undefined> {
  return (await reader.get('times', workspaceId))?.expiryMinutes;
}
