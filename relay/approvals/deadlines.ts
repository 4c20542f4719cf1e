/** Settles approvals at their deadline: one timer, set to the nearest one. */
import type { Clock } from '../clock.js';
import type { Approval } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Approvals } from './approvals.js';

const AT_A_TIME = 200;
const AFTER_FAILURE_MS = 5_000;

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
            wakeAt(Date.parse((record as Approval).expiresAt));
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
      running = running.then(settle);
    });
  }

  async function settle(): Promise<void> {
    try {
      while (!stopped && (await approvals.settleOverdue(AT_A_TIME)) === AT_A_TIME);
      const next = await store.nextDeadline();
      if (next) wakeAt(next.getTime());
    } catch (error) {
      onError(error);
      wakeAt(clock.now().getTime() + AFTER_FAILURE_MS);
    }
  }
}
