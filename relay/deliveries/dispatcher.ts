/**
 * Sends what is due: claims, composes, signs, sends, records. At least once, always with the same id, never two attempts
 * at a time for one URL. A crash needs no cleaning up: what was claimed is still queued in the store.
 */
import type { Logger } from 'pino';
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import type { PlatformWork } from '../connections/outgoing.js';
import type { NewId } from '../ids.js';
import type { ChannelWork } from '../notifications/outgoing.js';
import type { Send } from '../outbound.js';
import type { Delivery } from '../store/records.js';
import { own } from '../store/own.js';
import type { Store } from '../store/store.js';
import { createAttempt } from './attempt.js';
import { createPauses } from './pauses.js';
import { createPost } from './post.js';
import { createRecording } from './recording.js';
import type { WayBack } from './way-back.js';

const LEASE_MS = 120_000;
const AFTER_FAILURE_MS = 5_000;

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
  /** Learns where answers do not get through. */
  wayBack: Pick<WayBack, 'noted'>;
  log: Logger;
  random: () => number;
  concurrency?: number;
  perOrigin?: number;
}
export type Dispatcher = ReturnType<typeof createDispatcher>;

export function createDispatcher(deps: DispatcherDeps) {
  const { store, clock, log, concurrency = 64, perOrigin = 6 } = deps;
  const pauses = createPauses(clock);
  const attempt = createAttempt({ ...deps, pauses, post: createPost(deps) });
  const recording = createRecording(deps);
  const inFlight = new Map<string, Promise<void>>();
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
      pauses.endAll();
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
      const tried = await attempt(delivery);
      if (tried) await recording.record(delivery.id, tried);
      else await recording.cancel(delivery);
      return true;
    } catch (error) {
      log.error({ err: error, delivery: delivery.id }, 'A delivery could not be made or recorded. It is tried again.');
      return false;
    }
  }
}
