/**
 * Does what time does: reminds, reassigns, escalates, and settles at the deadline. One timer, set to the nearest instant. What
 * fell due while the relay was down is done at the start, in the order in which it fell due, each once.
 */
import type { Clock } from '../clock.js';
import type { Approval } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Approvals } from './approvals.js';

const AT_A_TIME = 200;
const AFTER_FAILURE_MS = 5_000;
const NEVER = '~';

interface DeadlinesDeps {
  store: Store;
  clock: Clock;
  approvals: Approvals;
  onError: (error: unknown) => void;
}

export function createDeadlines({ store, clock, approvals, onError }: DeadlinesDeps) {
  let timerAt: number | undefined;
  let cancelTimer = (): void => undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = true;
  let unsubscribe = (): void => undefined;

  return {
    start(): void {
      stopped = false;
      unsubscribe = store.onCommit((changes) => {
        for (const { collection, record } of changes) {
          if (collection === 'approvals' && record && (record as Approval).status === 'PENDING')
            wakeAt(Date.parse(nearestOf(record as Approval)));
        }
      });
      wakeAt(clock.now().getTime());
    },

    async stop(): Promise<void> {
      stopped = true;
      unsubscribe();
      cancelTimer();
      await running;
    },
  };

  function wakeAt(time: number): void {
    if (stopped || (timerAt !== undefined && timerAt <= time)) return;
    cancelTimer();
    timerAt = time;
    cancelTimer = clock.at(new Date(time), () => {
      timerAt = undefined;
      running = running.then(work);
    });
  }

  async function work(): Promise<void> {
    try {
      while (!stopped && (await doWhatIsDue()));
      const next = [await store.nextDeadline(), await store.nextMoment()].filter((time) => time !== undefined);
      if (next.length > 0) wakeAt(Math.min(...next.map((time) => time.getTime())));
    } catch (error) {
      onError(error);
      wakeAt(clock.now().getTime() + AFTER_FAILURE_MS);
    }
  }

  /** Whether there may be more. */
  async function doWhatIsDue(): Promise<boolean> {
    const now = clock.now();
    const [due, overdue] = await Promise.all([
      store.dueMoments(now, AT_A_TIME),
      store.overdueApprovals(now, AT_A_TIME),
    ]);
    const deadline = earliest(overdue.map(({ expiresAt }) => expiresAt));
    const moment = earliest(due.map(({ clock: own }) => own?.next[0]?.at));
    if (deadline === NEVER && moment === NEVER) return false;
    if (deadline < moment) {
      await approvals.settleOverdue(overdue.filter(({ expiresAt }) => expiresAt <= moment));
      return true;
    }
    // Not beyond a deadline, nor beyond what comes next with one of these.
    const until = earliest([deadline, ...due.map(({ clock: own }) => own?.next[1]?.at)]);
    await approvals.keepTime(due.filter(({ clock: own }) => (own?.next[0]?.at ?? NEVER) <= until));
    return true;
  }
}

function nearestOf({ expiresAt, clock }: Approval): string {
  return clock?.next[0]?.at ?? expiresAt;
}

function earliest(times: Array<string | undefined>): string {
  return times.reduce<string>((first, time) => (time !== undefined && time < first ? time : first), NEVER);
}
