/** When to try again. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After the 1st, 2nd … failure. The first attempt is made at once. */
const DELAYS_MS = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
const JITTER = 0.1;
const LONGEST_RETRY_AFTER_MS = 24 * HOUR;

/** For n8n, which takes a moment to park an execution; in almost every case the second or third try gets through. */
const QUICK_DELAYS_MS = [25, 50, 100, 200, 400, 800, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000];

/** When to try again after `failures` failures, or undefined when it is time to give up. Never earlier than the receiver asked for. */
export function nextAttempt(failures: number, now: Date, random: () => number, retryAfterMs = 0): Date | undefined {
  const delay = DELAYS_MS[failures - 1];
  if (delay === undefined) return undefined;
  const jittered = delay * (1 + JITTER * (2 * random() - 1));
  return new Date(now.getTime() + Math.max(jittered, retryAfterMs));
}

/** How long to wait before quick try number `tries` + 1, or undefined when the normal schedule takes over. */
export function quickDelayMs(tries: number): number | undefined {
  return QUICK_DELAYS_MS[tries - 1];
}

/** What a Retry-After header asks for: seconds, whole or not, or an HTTP date. Nothing when it is neither; at most a day. */
export function retryAfterMs(header: string | undefined, now: Date): number {
  if (header === undefined) return 0;
  const wanted = /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) * SECOND : Date.parse(header) - now.getTime();
  return Number.isFinite(wanted) ? Math.min(Math.max(wanted, 0), LONGEST_RETRY_AFTER_MS) : 0;
}

/** Until when an X-RateLimit-Reset header, in seconds since 1970, says that there is no more to be had. */
export function resetMs(header: string | undefined, now: Date): number {
  const at = Number(header) * SECOND;
  return Number.isFinite(at) ? Math.min(Math.max(at - now.getTime(), 0), LONGEST_RETRY_AFTER_MS) : 0;
}
