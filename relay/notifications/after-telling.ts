/** What follows when a channel was told, or could not be: the copy is remembered, the channel's health noted, the next one told. */
import { audit } from '../audit/audit.js';
import { copyDelivery, groupOf, isNewCopy, newCopies, notificationDelivery, withPeople } from '../channels/notify.js';
import type { Reference } from '../channels/channel.js';
import { channelKinds } from '../channels/registry.js';
import { votesCast } from '../channels/shown.js';
import type { Purpose } from '../contract/channel.js';
import type { NewId } from '../ids.js';
import type { Channel, Delivery, Notification, PostedCopy } from '../store/records.js';
import type { Transaction } from '../store/store.js';
import type { Told } from './outgoing.js';

/** After so many failures, some three minutes, the next channel is told instead. */
const TRIES_BEFORE_FALLBACK = 4;
const NOTE_EVERY_MS = 3_600_000;

interface After {
  now: Date;
  newId: NewId;
}

/** In the transaction that records the attempt. `delivery` is as it would be recorded; what comes back is what is. */
export async function afterTelling(
  tx: Transaction,
  delivery: Delivery,
  told: Told,
  { now, newId }: After,
): Promise<Delivery> {
  const { notification } = delivery;
  const channel = notification && (await tx.get('channels', notification.channelId));
  if (!channel) return delivery;
  if (told.copyLost) {
    await forgetCopy(tx, delivery, notification);
    return { ...delivery, status: 'cancelled', dueAt: null };
  }
  if (notification.purpose !== 'reply') noteHealth(tx, channel, notification.purpose, told, now);
  if (told.verdict === 'delivered') {
    if (told.reference && delivery.approvalId && !notification.copyId && isNewCopy(notification.purpose))
      await keepCopy(tx, delivery, notification, channel, { ...told, reference: told.reference }, { now, newId });
    return delivery;
  }
  if (!isNewCopy(notification.purpose)) {
    // A test and an answer to somebody who waits are worth nothing later.
    const isOver = notification.purpose === 'test' || notification.purpose === 'reply';
    if (notification.reply) apologise(tx, delivery, notification.reply, channel, { now, newId });
    return isOver ? { ...delivery, status: 'failed', dueAt: null } : delivery;
  }
  const givesUp = delivery.status === 'failed' || delivery.failures >= TRIES_BEFORE_FALLBACK;
  if (!givesUp || !(await tellNext(tx, delivery, notification, channel, { now, newId }))) return delivery;
  return { ...delivery, status: 'failed', dueAt: null };
}

/** Written only when it changes, or about once an hour: not with every message. */
function noteHealth(tx: Transaction, channel: Channel, purpose: Purpose, told: Told, now: Date): void {
  const at = now.toISOString();
  if (told.verdict !== 'delivered') {
    // A test that fails shows that the settings are wrong; nobody relied on them yet.
    const goneAt = channel.goneAt ?? (told.gone && purpose !== 'test' ? at : null);
    const { id: subject, workspaceId, name, kind } = channel;
    if (goneAt && !channel.goneAt)
      audit(tx, { workspaceId, at, event: 'channel.gone', by: null, subject, text: `${name} (${kind})` });
    return tx.put('channels', { ...channel, goneAt, lastError: { at, text: told.error ?? 'Nothing arrived.' } });
  }
  const isOld = !channel.lastSentAt || now.getTime() - Date.parse(channel.lastSentAt) > NOTE_EVERY_MS;
  if (channel.lastError || channel.goneAt || isOld)
    tx.put('channels', { ...channel, goneAt: null, lastError: null, lastSentAt: at });
}

function apologise(
  tx: Transaction,
  { approvalId }: Delivery,
  failed: Record<string, unknown>,
  channel: Channel,
  { now, newId }: After,
): void {
  const reply = channelKinds[channel.kind].interactive?.apology?.(failed);
  if (reply) tx.put('deliveries', notificationDelivery(channel, 'reply', now, newId, { approvalId, reply }));
}

async function forgetCopy(tx: Transaction, { approvalId }: Delivery, { copyId }: Notification): Promise<void> {
  const posts = approvalId ? await tx.get('posts', approvalId) : undefined;
  if (posts) tx.put('posts', { ...posts, copies: posts.copies.filter(({ id }) => id !== copyId) });
}

async function keepCopy(
  tx: Transaction,
  { id, approvalId, workspaceId }: Delivery,
  { to }: Notification,
  channel: Channel,
  { reference, votesTold }: Pick<Told, 'votesTold'> & { reference: Reference },
  { now, newId }: After,
): Promise<void> {
  const approval = approvalId ? await tx.get('approvals', approvalId) : undefined;
  if (!approval) return;
  const copy: PostedCopy = { id, channelId: channel.id, to, reference };
  const posts = (await tx.get('posts', approval.id)) ?? {
    id: approval.id,
    workspaceId,
    createdAt: now.toISOString(),
    copies: [],
  };
  const isToldOnce = !channelKinds[channel.kind].changesCopies;
  if (isToldOnce && posts.copies.some((each) => each.channelId === channel.id && each.to === to)) return;
  tx.put('posts', { ...posts, copies: [...posts.copies.filter((each) => each.id !== id), copy] });
  // Decided or voted on while it was on its way: those who did could not know of this copy.
  const update =
    approval.status !== 'PENDING' ? 'settled' : votesCast(approval) > (votesTold ?? 0) ? 'changed' : undefined;
  if (update) tx.put('deliveries', copyDelivery(channel, approval, copy, update, now, newId));
}

/** Whether there is a next channel, which is then told. Channels that fall back on each other do not go round. */
async function tellNext(
  tx: Transaction,
  { approvalId }: Delivery,
  { purpose, tried, channelId, to }: Notification,
  channel: Channel,
  { now, newId }: After,
): Promise<boolean> {
  const next = channel.fallback ? await tx.get('channels', channel.fallback) : undefined;
  const approval = approvalId ? await tx.get('approvals', approvalId) : undefined;
  if (!next || next.disabledAt || !approval || tried.includes(next.id)) return false;
  const asTold = { now, newId, ...(to && { to: { emails: [to] } }) };
  const telling = await withPeople(tx, approval, await groupOf(tx, approval), asTold);
  if (!isNewCopy(purpose)) return false;
  const told = newCopies(next, approval, purpose, telling, [...tried, channelId]);
  for (const delivery of told) tx.put('deliveries', delivery);
  return told.length > 0;
}
