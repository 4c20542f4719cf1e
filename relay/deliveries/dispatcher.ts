/**
 * Sends what is due: claims, composes, signs, sends, records. At least once, always with the same id, never two attempts
 * at a time for one URL. A crash needs no cleaning up: what was claimed is still queued in the store.
 */
import type { Logger } from 'pino';
import { API_VERSION } from '../contract/openapi.js';
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import type { DeliveryAttempt } from '../contract/delivery.js';
import { NotSent, type OutgoingAnswer, type Send } from '../outbound.js';
import type { PlatformWork } from '../connections/outgoing.js';
import { afterTelling } from '../notifications/after-telling.js';
import type { ChannelWork, Told } from '../notifications/outgoing.js';
import type { WrittenBack } from '../platforms/platform.js';
import { failureDeliveries } from '../approvals/outbox.js';
import type { NewId } from '../ids.js';
import type { Delivery, Key } from '../store/records.js';
import { own } from '../store/own.js';
import type { Store, Transaction } from '../store/store.js';
import { compose } from './compose.js';
import { judge, type Outcome } from './outcome.js';
import { nextAttempt, quickDelayMs, resetMs, retryAfterMs } from './schedule.js';
import { signedHeaders } from '../signature.js';
import { viewDelivery } from './view.js';

const LEASE_MS = 120_000;
const KEPT_ATTEMPTS = 30;
const ANSWER_CHARACTERS = 500;
const AFTER_FAILURE_MS = 5_000;

type Signer = Pick<Key, 'sealedSigningSecret' | 'cheqpointSignature'>;

interface DispatcherDeps {
  store: Store;
  clock: Clock;
  newId: NewId;
  send: Send;
  /** Write-backs and look-ups. */
  platformWork: PlatformWork;
  /** What reviewers are told in their channels. */
  channelWork: ChannelWork;
  /** Opens a sealed secret. */
  open: (sealed: string) => string;
  publicUrl: string;
  log: Logger;
  random: () => number;
  concurrency?: number;
  perOrigin?: number;
}
export type Dispatcher = ReturnType<typeof createDispatcher>;

export function createDispatcher(deps: DispatcherDeps) {
  const {
    store,
    clock,
    newId,
    send,
    platformWork,
    channelWork,
    open,
    publicUrl,
    log,
    random,
    concurrency = 64,
    perOrigin = 6,
  } = deps;
  const inFlight = new Map<string, Promise<void>>();
  /** Ends the pauses between quick tries. */
  const pauses = new Set<() => void>();
  let claiming: Promise<void> | undefined;
  let again = false;
  let started = false;
  let cancelTimer = (): void => undefined;
  let unsubscribe = (): void => undefined;

  return {
    start(): void {
      started = true;
      unsubscribe = store.onCommit((changes) => {
        if (
          changes.some(
            ({ collection, record }) =>
              collection === 'deliveries' && (record as Delivery | undefined)?.status === 'queued',
          )
        )
          wake();
      });
      wake();
    },

    /** Waits for what is being sent; what is not sent yet stays queued for the next start. */
    async stop(): Promise<void> {
      started = false;
      unsubscribe();
      cancelTimer();
      for (const end of [...pauses]) end();
      await claiming;
      await Promise.all(inFlight.values());
    },

    /** Sends all that is due now and resolves when each has been tried. */
    async dispatchDue(): Promise<void> {
      do {
        await claim();
        await Promise.all(inFlight.values());
      } while (await isSomethingDue());
    },

    /** Queues a delivery again at once, with the same id and a fresh schedule. Throws NotFound. */
    async redeliver(workspaceId: string, id: string, by: string): Promise<Delivery> {
      return store.transaction(async (tx) => {
        const delivery = own(await tx.get('deliveries', id), workspaceId, id);
        const at = clock.now().toISOString();
        const queued: Delivery = { ...delivery, status: 'queued', dueAt: at, failures: 0 };
        tx.put('deliveries', queued);
        audit(tx, { workspaceId, at, event: 'delivery.repeated', by, subject: id, text: new URL(delivery.url).host });
        return queued;
      });
    },
  };

  function wake(): void {
    if (!started) return;
    if (claiming) {
      again = true;
      return;
    }
    claiming = claim()
      .catch((error: unknown) => {
        log.error({ err: error }, 'Deliveries could not be claimed');
        setTimer(clock.now().getTime() + AFTER_FAILURE_MS);
      })
      .finally(() => {
        claiming = undefined;
        if (!again) return;
        again = false;
        wake();
      });
  }

  async function claim(): Promise<void> {
    const now = clock.now();
    const limit = concurrency - inFlight.size;
    const leaseUntil = new Date(now.getTime() + LEASE_MS);
    for (const delivery of limit > 0 ? await store.claimDeliveries({ now, limit, leaseUntil, perOrigin }) : []) {
      if (inFlight.has(delivery.id)) continue;
      const done = deliver(delivery).then((isRecorded) => {
        inFlight.delete(delivery.id);
        if (isRecorded) store.releaseDelivery(delivery.id);
        // Released at once it would be sent again and again while the store is down: its lease has to run out first.
        else setTimer(leaseUntil.getTime());
        wake();
      });
      inFlight.set(delivery.id, done);
    }
    const next = await store.nextDelivery();
    // What is due but held back by a limit is taken when something is released.
    if (next && next > now) setTimer(next.getTime());
  }

  function setTimer(time: number): void {
    cancelTimer();
    if (started) cancelTimer = clock.at(new Date(time), wake);
  }

  async function isSomethingDue(): Promise<boolean> {
    const next = await store.nextDelivery();
    return next !== undefined && next <= clock.now();
  }

  /** Never rejects: what cannot be recorded stays queued and is tried again when the lease has run out. */
  async function deliver(delivery: Delivery): Promise<boolean> {
    try {
      if (delivery.kind === 'notification') {
        const at = clock.now();
        const told = await channelWork(delivery);
        if (told) await record(delivery.id, triedAt(at, told, told.answer), told);
        else await cancel(delivery);
        return true;
      }
      if (delivery.kind === 'writeBack' || delivery.kind === 'lookUp') {
        await record(delivery.id, await work(delivery));
        return true;
      }
      const body = await compose(delivery, store, publicUrl);
      if (body === undefined) {
        await cancel(delivery);
        return true;
      }
      await record(delivery.id, await tryOut(delivery, body, await signerOf(delivery)));
      return true;
    } catch (error) {
      log.error({ err: error, delivery: delivery.id }, 'A delivery could not be made or recorded. It is tried again.');
      return false;
    }
  }

  /** Whose secret signs: the key's that asked, or the connection's that it came by. */
  async function signerOf({ keyId }: Delivery): Promise<Signer | undefined> {
    if (!keyId) return undefined;
    const key = await store.get('keys', keyId);
    if (key) return key;
    const connection = await store.get('connections', keyId);
    return connection && { sealedSigningSecret: connection.sealedSigningSecret, cheqpointSignature: false };
  }

  async function work(delivery: Delivery): Promise<Tried> {
    const at = clock.now();
    const { verdict, error, answer } = await platformWork(delivery).catch((failure: unknown): WrittenBack => {
      if (!(failure instanceof NotSent))
        log.warn({ err: failure, delivery: delivery.id }, 'A platform could not be asked');
      return { verdict: 'retry', error: (failure as Error).message, answer: null };
    });
    return triedAt(at, { verdict, error }, answer);
  }

  function triedAt(at: Date, { verdict, error }: Outcome, answer: Told['answer']): Tried {
    return {
      outcome: { verdict, error },
      attempt: {
        at: at.toISOString(),
        durationMs: clock.now().getTime() - at.getTime(),
        status: answer?.status ?? null,
        error,
        answer: answer?.text.slice(0, ANSWER_CHARACTERS) ?? null,
        tries: 1,
      },
      retryAfter: Math.max(
        retryAfterMs(answer?.headers['retry-after'], clock.now()),
        answer?.status === 429 ? resetMs(answer.headers['x-ratelimit-reset'], clock.now()) : 0,
      ),
    };
  }

  async function cancel(delivery: Delivery): Promise<void> {
    await store.transaction(async (tx) => tx.put('deliveries', { ...delivery, status: 'cancelled', dueAt: null }));
  }

  interface Tried {
    attempt: DeliveryAttempt;
    outcome: Outcome;
    retryAfter: number;
  }

  /** Attempts it; again at once and a few times while the receiver says that it will be ready in a moment. */
  async function tryOut(delivery: Delivery, body: string, key: Signer | undefined): Promise<Tried> {
    for (let tries = 1; ; tries += 1) {
      const at = clock.now();
      const result = await sendOnce(delivery, body, key, at);
      const outcome = judge(delivery, result);
      const tried: Tried = {
        outcome,
        attempt: {
          at: at.toISOString(),
          durationMs: clock.now().getTime() - at.getTime(),
          status: result instanceof NotSent ? null : result.status,
          error: outcome.error,
          answer: result instanceof NotSent ? null : result.body.slice(0, ANSWER_CHARACTERS),
          tries,
        },
        retryAfter: result instanceof NotSent ? 0 : retryAfterMs(result.headers['retry-after'], clock.now()),
      };
      const delay = outcome.verdict === 'retryQuickly' ? quickDelayMs(tries) : undefined;
      if (delay === undefined) return tried;
      await pause(delay);
    }
  }

  async function sendOnce(
    delivery: Delivery,
    body: string,
    key: Signer | undefined,
    now: Date,
  ): Promise<OutgoingAnswer | NotSent> {
    const signature = key && {
      secret: open(key.sealedSigningSecret),
      id: delivery.id,
      now,
      body,
      cheqpointSignature: key.cheqpointSignature,
    };
    const headers = {
      'content-type': 'application/json',
      'user-agent': `Countersign/${API_VERSION}`,
      ...(signature ? signedHeaders(signature) : { 'webhook-id': delivery.id }),
    };
    try {
      return await send({ url: delivery.url, method: 'POST', headers, body });
    } catch (error) {
      if (error instanceof NotSent) return error;
      throw error;
    }
  }

  async function record(id: string, { attempt, outcome, retryAfter }: Tried, told?: Told): Promise<void> {
    await store.transaction(async (tx) => {
      const delivery = await tx.get('deliveries', id);
      if (!delivery) return;
      const attempts = [...delivery.attempts, attempt].slice(-KEPT_ATTEMPTS);
      const failures = delivery.failures + (outcome.verdict === 'delivered' ? 0 : 1);
      const next =
        outcome.verdict === 'delivered' || outcome.verdict === 'final'
          ? undefined
          : nextAttempt(failures, clock.now(), random, retryAfter);
      const status = outcome.verdict === 'delivered' ? 'delivered' : next ? 'queued' : 'failed';
      const attempted: Delivery = { ...delivery, attempts, failures, status, dueAt: next?.toISOString() ?? null };
      const recorded = told ? await afterTelling(tx, attempted, told, { now: clock.now(), newId }) : attempted;
      tx.put('deliveries', recorded);
      const subscription =
        attempt.status === 410 && delivery.subscriptionId
          ? await tx.get('subscriptions', delivery.subscriptionId)
          : undefined;
      if (subscription) tx.put('subscriptions', { ...subscription, disabledAt: attempt.at });
      // A subscriber that says it has gone is not a failure that anybody has to mend.
      else if (recorded.status === 'failed') await tellOfFailure(tx, recorded);
    });
    if (outcome.error) log.warn({ delivery: id, status: attempt.status, tries: attempt.tries }, outcome.error);
  }

  async function tellOfFailure(tx: Transaction, failed: Delivery): Promise<void> {
    const approval = failed.approvalId ? await tx.get('approvals', failed.approvalId) : undefined;
    const subscriptions = await tx.list('subscriptions', failed.workspaceId);
    const news = failureDeliveries(failed, viewDelivery(failed), approval, subscriptions, clock.now(), newId);
    for (const delivery of news) tx.put('deliveries', delivery);
  }

  async function pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = (): void => {
        cancel();
        pauses.delete(end);
        resolve();
      };
      const cancel = clock.at(new Date(clock.now().getTime() + ms), end);
      pauses.add(end);
    });
  }
}
