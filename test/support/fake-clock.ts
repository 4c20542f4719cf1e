/** Time that passes when the test says so. */
import type { Clock } from '../../relay/clock.js';

export interface FakeClock extends Clock {
  /** Lets `ms` pass: what falls due runs in order, each at its own time. */
  advance(ms: number): Promise<void>;
  /** Jumps to a time without running what fell due on the way, as when timers are late. */
  set(time: string): void;
  /** Lets what has been started get on with it. */
  idle(): Promise<void>;
}

/** `settled` resolves when nothing is on its way that no timer tells of, such as a write to the disk. */
export function fakeClock(start: string, settled: () => Promise<unknown> = async () => undefined): FakeClock {
  let nowMs = Date.parse(start);
  let tasks: Array<{ dueMs: number; task: () => void }> = [];

  const clock: FakeClock = {
    now: () => new Date(nowMs),
    at(time, task) {
      const entry = { dueMs: time.getTime(), task };
      tasks.push(entry);
      // What is due already runs in a turn of its own, as a real timer does.
      if (entry.dueMs <= nowMs) setImmediate(() => run(entry));
      return () => {
        tasks = tasks.filter((each) => each !== entry);
      };
    },
    async advance(ms) {
      const endMs = nowMs + ms;
      await clock.idle();
      for (let next = earliest(endMs); next; next = earliest(endMs)) {
        nowMs = Math.max(nowMs, next.dueMs);
        run(next);
        await clock.idle();
      }
      nowMs = endMs;
      await clock.idle();
    },
    set(time) {
      nowMs = Date.parse(time);
    },
    async idle() {
      for (let turn = 0; turn < 10; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        await settled();
      }
    },
  };
  return clock;

  function earliest(endMs: number) {
    return tasks.filter((each) => each.dueMs <= endMs).sort((one, other) => one.dueMs - other.dueMs)[0];
  }

  function run(entry: { task: () => void }): void {
    if (!tasks.includes(entry as (typeof tasks)[number])) return;
    tasks = tasks.filter((each) => each !== entry);
    entry.task();
  }
}
