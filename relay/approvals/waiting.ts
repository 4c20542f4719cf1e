/** Callers that hold a request open until an approval is settled. They are woken by the store, so it does not matter who decided. */
import type { Clock } from '../clock.js';
import type { Approval } from '../store/records.js';
import type { Store } from '../store/store.js';

export type Waiting = ReturnType<typeof createWaiting>;

export function createWaiting({ store, clock }: { store: Store; clock: Clock }) {
  const waiters = new Map<string, Set<() => void>>();
  const listeners = new Set<() => void>();
  const unsubscribe = store.onCommit((changes) => {
    if (waiters.size === 0) return;
    for (const { collection, id, record } of changes) {
      if (collection !== 'approvals' || !record || (record as Approval).status === 'PENDING') continue;
      for (const wake of waiters.get(id) ?? []) wake();
    }
  });

  return {
    /** Resolves when the approval is settled, after `maxWaitMs`, or when `signal` says that nobody listens any more. */
    async untilSettled(id: string, maxWaitMs: number, signal: AbortSignal): Promise<void> {
      if (maxWaitMs <= 0 || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const finish = (): void => {
          cancelTimer();
          signal.removeEventListener('abort', finish);
          forget(id, finish);
          resolve();
        };
        const cancelTimer = clock.at(new Date(clock.now().getTime() + maxWaitMs), finish);
        signal.addEventListener('abort', finish);
        const others = waiters.get(id) ?? new Set();
        waiters.set(id, others.add(finish));
        // It may have been settled between the caller's look and our listening.
        store.get('approvals', id).then((approval) => approval?.status !== 'PENDING' && finish(), finish);
      });
    },

    /** Calls `listener` when the server stops; the function that comes back takes that back. */
    whenStopped(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /** Wakes everybody, so that a server that stops answers those who still wait. */
    stop(): void {
      unsubscribe();
      for (const listener of [...listeners]) listener();
      for (const set of [...waiters.values()]) for (const wake of [...set]) wake();
    },
  };

  function forget(id: string, wake: () => void): void {
    const set = waiters.get(id);
    set?.delete(wake);
    if (set?.size === 0) waiters.delete(id);
  }
}
