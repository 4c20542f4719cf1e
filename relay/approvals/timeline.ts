/** An approval's story, put together from its record and its deliveries. Oldest first. */
import type { TimelineEntry } from '../contract/timeline.js';
import type { Approval, Delivery, Notification } from '../store/records.js';
import { isNewCopy } from '../channels/notify.js';
import { eventOf } from './outbox.js';

export function timeline(approval: Approval, deliveries: Delivery[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    entry(approval.createdAt, 'approval.requested', approval.agentName, approval.summary),
  ];
  for (const happening of approval.happenings)
    entries.push(entry(happening.at, happening.event, happening.by, happening.text ?? null));
  for (const comment of approval.comments)
    entries.push(entry(comment.at, 'approval.commented', comment.by, comment.text));
  if (approval.decidedAt)
    entries.push(entry(approval.decidedAt, eventOf(approval), approval.decidedBy, approval.decisionNote));
  for (const delivery of deliveries)
    entries.push(...(delivery.notification ? toldStory(delivery, delivery.notification) : storyOf(delivery)));
  // A stable sort keeps what happened in the same millisecond in the order above.
  return entries.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

function storyOf(delivery: Delivery): TimelineEntry[] {
  const host = new URL(delivery.url).host;
  const kind = delivery.kind === 'writeBack' ? 'writeBack' : 'delivery';
  const queued = entry(delivery.createdAt, `${kind}.queued`, null, host, delivery.id);
  const attempts = delivery.attempts.map((attempt, index) => {
    const isLast = index === delivery.attempts.length - 1;
    const event = !isLast || delivery.status === 'queued' ? 'attempted' : delivery.status;
    return entry(attempt.at, `${kind}.${event}`, null, attempt.error ?? host, delivery.id);
  });
  return [queued, ...attempts];
}

/** That it was told, or could not be. Bringing copies up to date and answering those who press is no news. */
function toldStory({ id, status, attempts }: Delivery, { purpose, channelName, to }: Notification): TimelineEntry[] {
  if (!isNewCopy(purpose)) return [];
  const where = to ? `${channelName} (${to})` : channelName;
  const last = attempts.at(-1);
  if (!last) return [];
  if (status === 'delivered') return [entry(last.at, `notification.${purpose}`, null, where, id)];
  const event = status === 'failed' ? 'failed' : 'attempted';
  return [entry(last.at, `notification.${event}`, null, `${where}: ${last.error ?? ''}`, id)];
}

function entry(
  at: string,
  event: string,
  by: string | null,
  text: string | null,
  deliveryId: string | null = null,
): TimelineEntry {
  return { at, event, by, text, deliveryId };
}
