/** Writes down what came of an attempt, with what follows from it: the next one, or the news that it was given up. */
import type { Logger } from 'pino';
import { failureDeliveries, toldOfFailures } from '../approvals/outbox.js';
import type { Clock } from '../clock.js';
import type { NewId } from '../ids.js';
import { afterTelling } from '../notifications/after-telling.js';
import type { Delivery } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';
import type { Tried } from './attempt.js';
import { nextAttempt } from './schedule.js';
import { approvalIdsOf, viewDelivery } from './view.js';
import type { WayBack } from './way-back.js';

const KEPT_ATTEMPTS = 30;
const GONE = 410;

interface RecordingDeps {
  store: Store;
  clock: Clock;
  newId: NewId;
  publicUrl: string;
  wayBack: Pick<WayBack, 'noted'>;
  log: Logger;
  random: () => number;
}

export function createRecording({ store, clock, newId, publicUrl, wayBack, log, random }: RecordingDeps) {
  return {
    async record(id: string, tried: Tried): Promise<void> {
      await store.transaction(async (tx) => {
        const delivery = await tx.get('deliveries', id);
        if (!delivery) return;
        const attempted = withAttempt(delivery, tried, clock.now(), random);
        const recorded = tried.told
          ? await afterTelling(tx, attempted, tried.told, { now: clock.now(), newId })
          : attempted;
        tx.put('deliveries', recorded);
        wayBack.noted(recorded, tried);
        // A subscriber that says it has gone is not a failure that anybody has to mend.
        if (!(await endSubscription(tx, recorded, tried)) && recorded.status === 'failed')
          await tellOfFailure(tx, recorded);
      });
      const { attempt, outcome } = tried;
      if (outcome.error) log.warn({ delivery: id, status: attempt.status, tries: attempt.tries }, outcome.error);
    },

    /** There is nothing to send any more. */
    async cancel(delivery: Delivery): Promise<void> {
      await store.transaction(async (tx) => tx.put('deliveries', { ...delivery, status: 'cancelled', dueAt: null }));
    },
  };

  async function tellOfFailure(tx: Transaction, failed: Delivery): Promise<void> {
    const subscriptions = (await tx.list('subscriptions', failed.workspaceId)).filter(toldOfFailures);
    if (subscriptions.length === 0) return;
    const ids = await approvalIdsOf(failed, tx);
    const approvals = (await Promise.all(ids.map((id) => tx.get('approvals', id)))).filter(
      (each) => each !== undefined,
    );
    const view = await viewDelivery(failed, tx, publicUrl);
    const news = failureDeliveries(failed, view, approvals, subscriptions, clock.now(), newId);
    for (const delivery of news) tx.put('deliveries', delivery);
  }
}

function withAttempt(
  delivery: Delivery,
  { attempt, outcome, retryAfter }: Tried,
  now: Date,
  random: () => number,
): Delivery {
  const isDelivered = outcome.verdict === 'delivered';
  const failures = delivery.failures + (isDelivered ? 0 : 1);
  const next = isDelivered || outcome.verdict === 'final' ? undefined : nextAttempt(failures, now, random, retryAfter);
  return {
    ...delivery,
    attempts: [...delivery.attempts, attempt].slice(-KEPT_ATTEMPTS),
    failures,
    status: isDelivered ? 'delivered' : next ? 'queued' : 'failed',
    dueAt: next?.toISOString() ?? null,
  };
}

async function endSubscription(tx: Transaction, { subscriptionId }: Delivery, { attempt }: Tried): Promise<boolean> {
  const isGone = attempt.status === GONE && subscriptionId !== null;
  const subscription = isGone ? await tx.get('subscriptions', subscriptionId) : undefined;
  if (!subscription) return false;
  tx.put('subscriptions', { ...subscription, disabledAt: attempt.at });
  return true;
}
