/** Working hours as they are edited and as they are said. */
import type { GroupView, WorkingHours } from '../../../contract/people.js';
import { messages } from '../messages';

const words = messages.groups;
export const DAYS = [1, 2, 3, 4, 5, 6, 7];
export const OFFICE_HOURS: WorkingHours[] = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }));

/** "Mon–Fri 09:00–17:00 · Europe/Lisbon": days in a row with the same hours are said together. */
export function inWords({ workingHours, timeZone }: Pick<GroupView, 'workingHours' | 'timeZone'>): string {
  if (workingHours.length === 0) return words.always;
  const spans: Array<{ first: number; last: number; times: string }> = [];
  for (const day of DAYS) {
    const times = timesOf(workingHours, day);
    const before = spans.at(-1);
    if (before && before.last === day - 1 && before.times === times) before.last = day;
    else if (times) spans.push({ first: day, last: day, times });
  }
  const said = spans.map(({ first, last, times }) => `${daysOf(first, last)} ${times}`);
  return `${said.join(', ')} · ${timeZone}`;
}

export const onDay = (hours: WorkingHours[], day: number): WorkingHours[] =>
  hours.filter((each) => each.day === day).sort((one, other) => (one.from < other.from ? -1 : 1));

/** After the last of that day, for two hours or until its end. */
export function nextHours(hours: WorkingHours[], day: number): WorkingHours | undefined {
  const last = onDay(hours, day).at(-1);
  if (!last) return { day, from: '09:00', to: '17:00' };
  const hour = Number(last.to.slice(0, 2)) + 1;
  if (hour > 22) return undefined;
  return { day, from: `${pad(hour)}:00`, to: hour + 2 >= 24 ? '24:00' : `${pad(hour + 2)}:00` };
}

const pad = (hour: number): string => String(hour).padStart(2, '0');

function timesOf(hours: WorkingHours[], day: number): string {
  return onDay(hours, day)
    .map(({ from, to }) => `${from}–${to}`)
    .join(' and ');
}

function daysOf(first: number, last: number): string {
  const [from, to] = [words.shortDays[first - 1], words.shortDays[last - 1]];
  return first === last ? `${from}` : `${from}–${to}`;
}
