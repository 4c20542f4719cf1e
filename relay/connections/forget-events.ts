import type { Clock } from '../clock.js';
import { EVENT_RETENTION_DAYS } from '../contract/connection.js';
import type { Store } from '../store/store.js';
import type { Forget } from './retention.js';

const AT_A_TIME = 500;
const RETENTION_MS = EVENT_RETENTION_DAYS * 86_400_000;

/** Forgets what came in after a week; the approvals that were made of it stay. */
export function forgetEvents({ store, clock }: { store: Store; clock: Clock }): Forget {
  return async (isStopped) => {
    const before = new Date(clock.now().getTime() - RETENTION_MS);
    for (let more = true; more && !isStopped();) {
      const old = await store.eventsBefore(before, AT_A_TIME);
      if (old.length > 0) {
        await store.transaction(async (tx) => {
          for (const { id } of old) tx.remove('events', id);
        });
      }
      more = old.length === AT_A_TIME;
    }
  };
}
