/** Forgets what came in after a week; the approvals that were made of it stay. */
import type { Clock } from '../clock.js';
import { EVENT_RETENTION_DAYS } from '../contract/connection.js';
import type { Store } from '../store/store.js';

const EVERY_MS = 3_600_000;
const AT_A_TIME = 500;
const RETENTION_MS = EVENT_RETENTION_DAYS * 24 * EVERY_MS;

interface RetentionDeps {
  store: Store;
  clock: Clock;
  onError: (error: unknown) => void;
}

export function createRetention({ store, clock, onError }: RetentionDeps) {
  let cancel = (): void => undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = true;

  return {
    start(): void {
      stopped = false;
      tick();
    },
    async stop(): Promise<void> {
      stopped = true;
      cancel();
      await running;
    },
  };

  function tick(): void {
    running = forget().catch(onError);
    cancel = clock.at(new Date(clock.now().getTime() + EVERY_MS), () => {
      if (!stopped) tick();
    });
  }

  async function forget(): Promise<void> {
    const before = new Date(clock.now().getTime() - RETENTION_MS);
    for (let more = true; more && !stopped;) {
      const old = await store.eventsBefore(before, AT_A_TIME);
      if (old.length > 0) {
        await store.transaction(async (tx) => {
          for (const { id } of old) tx.remove('events', id);
        });
      }
      more = old.length === AT_A_TIME;
    }
  }
}
