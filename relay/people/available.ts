/** Who is there for a group, and when it works: pure, for everything that assigns, reminds or counts time. */
import { DateTime } from 'luxon';
import type { Group, User } from '../store/records.js';

type Hours = Pick<Group, 'timeZone' | 'workingHours'>;
const MINUTE_MS = 60_000;
/** So that a group with next to no working hours cannot make us count for ever. */
const LONGEST_WALK_DAYS = 3_660;

/** The people of a group who may sign in. */
export function membersOf(group: Pick<Group, 'members'>, users: User[]): User[] {
  const ids = new Set(group.members);
  return users.filter((user) => ids.has(user.id) && !user.disabledAt);
}

/** The group that an approval means by a name, in any case; a present name goes before a former one. */
export function groupNamed<T extends Pick<Group, 'name' | 'formerNames'>>(groups: T[], name: string): T | undefined {
  const wanted = name.toLowerCase();
  return (
    groups.find((group) => group.name.toLowerCase() === wanted) ??
    groups.find((group) => group.formerNames.some((former) => former.toLowerCase() === wanted))
  );
}

export function isAway(user: Pick<User, 'away'>, now: Date): boolean {
  const { away } = user;
  if (!away) return false;
  const at = now.toISOString();
  return away.from <= at && at < away.until;
}

/** E-mail address of who decides instead of someone who is away; undefined when they are there or have named nobody. */
export function standIn(user: Pick<User, 'away'>, now: Date): string | undefined {
  return isAway(user, now) ? (user.away?.delegate ?? undefined) : undefined;
}

/**
 * Whether somebody works now, as their groups have it: one of those with working hours is open, or none has any. Who is away
 * does not.
 */
export function isAtWork(
  user: Pick<User, 'id' | 'away'>,
  groups: Array<Pick<Group, 'members'> & Hours>,
  now: Date,
): boolean {
  if (isAway(user, now)) return false;
  const withHours = groups.filter(({ members, workingHours }) => workingHours.length > 0 && members.includes(user.id));
  return withHours.length === 0 || withHours.some((group) => isWorkingTime(group, now));
}

export function isWorkingTime(group: Hours, at: Date): boolean {
  if (group.workingHours.length === 0) return true;
  const time = at.getTime();
  return spansOf(group, dayOf(group, at)).some(({ from, to }) => from <= time && time < to);
}

/** When `minutes` of the group's working time have passed since `from`. Counts on the zone's own clock, its changes included. */
export function addWorkingMinutes(group: Hours, from: Date, minutes: number): Date {
  let leftMs = minutes * MINUTE_MS;
  if (group.workingHours.length === 0) return new Date(from.getTime() + leftMs);
  let time = from.getTime();
  let day = dayOf(group, from);
  for (let walked = 0; walked < LONGEST_WALK_DAYS; walked += 1) {
    for (const span of spansOf(group, day)) {
      const start = Math.max(time, span.from);
      if (start >= span.to) continue;
      if (leftMs <= span.to - start) return new Date(start + leftMs);
      leftMs -= span.to - start;
      time = span.to;
    }
    day = day.plus({ days: 1 });
  }
  return new Date(time);
}

function dayOf({ timeZone }: Hours, at: Date): DateTime {
  return DateTime.fromJSDate(at, { zone: timeZone }).startOf('day');
}

/** A day's working hours as instants, earliest first. */
function spansOf({ workingHours }: Hours, day: DateTime): Array<{ from: number; to: number }> {
  return workingHours
    .filter((hours) => hours.day === day.weekday)
    .map((hours) => ({ from: at(day, hours.from), to: at(day, hours.to) }))
    .sort((one, other) => one.from - other.from);
}

function at(day: DateTime, time: string): number {
  if (time === '24:00') return day.plus({ days: 1 }).toMillis();
  const [hour, minute] = time.split(':').map(Number);
  return day.set({ hour, minute }).toMillis();
}
