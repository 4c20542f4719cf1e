/** When what will be done with an approval that waits. Pure: the settings and the group's working hours go in, instants come out. */
import { TIMES, type EscalationStep, type TimesChange } from '../contract/times.js';
import { addWorkingMinutes } from '../people/available.js';
import type { Approval, ApprovalClock, Group, Moment } from '../store/records.js';

const MINUTE_MS = 60_000;
const REASSIGN_AT = 0.5;

type About = Pick<Approval, 'createdAt' | 'expiresAt' | 'riskLevel' | 'group'>;

/**
 * The clock of a new approval. Minutes are those of the group's working hours, where it has them. A deadline that comes before
 * the target is the target; nothing is left to do at or after the deadline.
 */
export function startedClock(
  approval: About,
  settings: TimesChange | undefined,
  group: Group | undefined,
): ApprovalClock {
  const times = settings ? { ...TIMES, ...settings } : TIMES;
  const own =
    approval.group === null ? undefined : times.groups.find((each) => isSame(each.group, approval.group, group));
  const targets = own?.targets ?? times.targets;
  const escalation = own?.escalation ?? times.escalation;
  const from = new Date(approval.createdAt);
  const after = (minutes: number): string =>
    (group ? addWorkingMinutes(group, from, minutes) : plus(from, minutes)).toISOString();

  const minutes = targets[approval.riskLevel];
  const wanted = after(minutes);
  const isCut = wanted > approval.expiresAt;
  const targetAt = isCut ? approval.expiresAt : wanted;
  const share = (part: number): string =>
    isCut
      ? plus(from, ((Date.parse(targetAt) - from.getTime()) * part) / MINUTE_MS).toISOString()
      : after(minutes * part);

  const next: Moment[] = [];
  if (times.reassign && isForGroup(approval, escalation)) next.push({ at: share(REASSIGN_AT), does: 'reassign' });
  for (const percent of times.remindAtPercent) next.push({ at: share(percent / 100), does: 'remind' });
  next.push({ at: targetAt, does: 'miss' });
  for (const { afterMinutes = 0, atPercent, to } of escalation)
    next.push({ at: atPercent === undefined ? after(afterMinutes) : share(atPercent / 100), does: 'escalate', to });
  return { targetAt, next: inOrder(next.filter(({ at }) => at < approval.expiresAt)) };
}

/** Or may be by the time: nobody is given what no group has. */
function isForGroup({ group }: About, escalation: EscalationStep[]): boolean {
  return group !== null || escalation.some(({ to }) => to.kind === 'group');
}

/** The clock without the moment that has just been done. */
export function tick(clock: ApprovalClock, done: Moment): ApprovalClock {
  return {
    ...clock,
    next: clock.next.slice(1),
    ...(done.does === 'miss' && { missedAt: done.at }),
  };
}

/** What is due, or undefined while nothing is. */
export function dueMoment(approval: Approval, now: Date): Moment | undefined {
  const next = approval.status === 'PENDING' ? approval.clock?.next[0] : undefined;
  return next && next.at <= now.toISOString() ? next : undefined;
}

function inOrder(moments: Moment[]): Moment[] {
  return moments.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

function plus(from: Date, minutes: number): Date {
  return new Date(from.getTime() + minutes * MINUTE_MS);
}

/** A group is meant by the name that the settings or the approval know it by. */
function isSame(name: string, asked: string | null, group: Group | undefined): boolean {
  const wanted = name.toLowerCase();
  const names = group ? [group.name, ...group.formerNames] : [asked ?? ''];
  return names.some((each) => each.toLowerCase() === wanted);
}
