/** Times of day and weekdays as the clock on the wall shows them, daylight saving included. */
import type { TimeCondition } from '../contract/rule.js';

export interface WallTime {
  /** 1 is Monday, 7 is Sunday. */
  day: number;
  minute: number;
}

const DAYS: Record<string, number> = { Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6, Sun: 7 };
const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError when there is no such time zone. */
export function wallTime(at: Date, zone: string): WallTime {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  const [, day = '', hour, minute] = /^(\w+),? (\d+):(\d+)$/.exec(format.format(at)) ?? [];
  return { day: DAYS[day] ?? 0, minute: Number(hour) * 60 + Number(minute) };
}

/** A window that ends at or before its beginning goes on past midnight, and belongs to the day on which it began. */
export function isWithin({ zone, days, from, to }: TimeCondition, at: Date): boolean {
  const { day, minute } = wallTime(at, zone);
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (start < end) return days.includes(day) && minute >= start && minute < end;
  const yesterday = day === 1 ? 7 : day - 1;
  return (days.includes(day) && minute >= start) || (days.includes(yesterday) && minute < end);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
