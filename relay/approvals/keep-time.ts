/** Does what is due with an approval that still waits: reminds, gives it to somebody else, says that the target was missed, escalates. */
import { audit } from '../audit/audit.js';
import { notify } from '../channels/notify.js';
import type { NewId } from '../ids.js';
import { groupNamed } from '../people/available.js';
import type { Approval, Happening, Moment } from '../store/records.js';
import type { Transaction } from '../store/store.js';
import { startedClock, tick } from './approval-clock.js';
import { leastLoaded } from './least-loaded.js';
import { eventDeliveries } from './outbox.js';
import type { EventType } from '../contract/subscription.js';

interface Keeping {
  now: Date;
  newId: NewId;
}

/** The approval with its clock set, as it is opened. */
export async function withClock(tx: Transaction, approval: Approval): Promise<Approval> {
  const settings = await tx.get('times', approval.workspaceId);
  const group =
    approval.group === null ? undefined : groupNamed(await tx.list('groups', approval.workspaceId), approval.group);
  return { ...approval, clock: startedClock(approval, settings, group) };
}

/** Does one due moment, at its own time even when it is late. */
export async function keepTime(tx: Transaction, approval: Approval, moment: Moment, keeping: Keeping): Promise<void> {
  const { clock } = approval;
  if (!clock) return;
  const ticked = { ...approval, clock: tick(clock, moment) };
  await DOES[moment.does](tx, ticked, moment, keeping);
}

type Does = (tx: Transaction, approval: Approval, moment: Moment, keeping: Keeping) => Promise<void>;

const DOES: Record<Moment['does'], Does> = {
  async remind(tx, approval, { at }, keeping) {
    note(tx, approval, {
      at,
      event: 'approval.reminded',
      by: null,
      text: approval.assignees?.join(', ') || approval.group,
    });
    await notify(tx, approval, 'reminded', keeping);
  },

  async reassign(tx, approval, { at }, keeping) {
    const had = new Set([...(approval.assignees ?? []), ...(approval.claimedBy ? [approval.claimedBy] : [])]);
    const to = await leastLoaded(tx, approval, keeping.now, had);
    if (to === undefined) {
      tx.put('approvals', approval);
      return;
    }
    const given = { ...approval, assignees: [to], claimedBy: null };
    note(tx, given, { at, event: 'approval.reassigned', by: null, text: to });
    await publish(tx, given, 'approval.assigned', keeping);
    await notify(tx, given, 'assigned', { ...keeping, to: { emails: [to] } });
  },

  async miss(tx, approval, { at }, keeping) {
    const text = approval.assignees?.join(', ') || approval.group;
    const missed = note(tx, approval, { at, event: 'approval.target_missed', by: null, text });
    await publish(tx, missed, 'approval.target_missed', keeping);
  },

  async escalate(tx, approval, { at, to }, keeping) {
    if (!to) return;
    const next = await asCalledNow(tx, approval.workspaceId, to);
    const escalated = note(tx, escalatedTo(approval, next), {
      at,
      event: 'approval.escalated',
      by: null,
      text: next.id,
    });
    await publish(tx, escalated, 'approval.escalated', keeping);
    const telling =
      to.kind === 'channel' ? { channels: [to.id] } : to.kind === 'person' ? { emails: [to.id] } : undefined;
    await notify(tx, escalated, 'escalated', { ...keeping, ...(telling && { to: telling }) });
  },
};

type Next = NonNullable<Moment['to']>;

/** A group may have been renamed since. */
async function asCalledNow(tx: Transaction, workspaceId: string, to: Next): Promise<Next> {
  if (to.kind !== 'group') return to;
  const group = groupNamed(await tx.list('groups', workspaceId), to.id);
  return { ...to, id: group?.name ?? to.id };
}

/** A person gets it as one more; a group gets it instead of the one before; a channel is only told. */
function escalatedTo(approval: Approval, to: Next): Approval {
  if (to.kind === 'person') return { ...approval, assignees: [...new Set([...(approval.assignees ?? []), to.id])] };
  if (to.kind === 'group' && approval.quorum?.kind !== 'sequence')
    return { ...approval, group: to.id, assignees: [], claimedBy: null };
  return approval;
}

/** Saves the approval with what happened to it, in its own story and in the audit. */
export function note(tx: Transaction, approval: Approval, happening: Happening): Approval {
  const noted = { ...approval, happenings: [...approval.happenings, happening] };
  tx.put('approvals', noted);
  const { at, event, by, text = null } = happening;
  audit(tx, { workspaceId: approval.workspaceId, at, event, by, subject: approval.id, text });
  return noted;
}

export async function publish(
  tx: Transaction,
  approval: Approval,
  event: EventType,
  { now, newId }: Pick<Keeping, 'now' | 'newId'>,
): Promise<void> {
  const subscriptions = await tx.list('subscriptions', approval.workspaceId);
  for (const delivery of eventDeliveries(approval, subscriptions, now, newId, event)) tx.put('deliveries', delivery);
}
