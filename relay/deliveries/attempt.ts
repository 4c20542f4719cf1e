/** Tries one delivery out, in the way that its kind is sent, and says what came of it. Records nothing. */
import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import type { PlatformWork } from '../connections/outgoing.js';
import type { DeliveryAttempt } from '../contract/delivery.js';
import type { ChannelWork, Told } from '../notifications/outgoing.js';
import { NotSent } from '../outbound.js';
import type { WrittenBack } from '../platforms/platform.js';
import type { Delivery } from '../store/records.js';
import type { Store } from '../store/store.js';
import { compose } from './compose.js';
import { judge, type Outcome } from './outcome.js';
import type { Pauses } from './pauses.js';
import type { Post } from './post.js';
import { quickDelayMs, resetMs, retryAfterMs } from './schedule.js';

const ANSWER_CHARACTERS = 500;
const TOO_MANY_REQUESTS = 429;

export interface Tried {
  attempt: DeliveryAttempt;
  outcome: Outcome;
  /** How long the receiver wants to be left alone, in milliseconds. */
  retryAfter: number;
  /** For a notification. */
  told?: Told;
}

interface AttemptDeps {
  store: Store;
  clock: Clock;
  post: Post;
  pauses: Pauses;
  platformWork: PlatformWork;
  channelWork: ChannelWork;
  publicUrl: string;
  log: Logger;
}
/** Undefined when there is nothing to send any more. */
export type Attempt = (delivery: Delivery) => Promise<Tried | undefined>;

export function createAttempt({
  store,
  clock,
  post,
  pauses,
  platformWork,
  channelWork,
  publicUrl,
  log,
}: AttemptDeps): Attempt {
  return async (delivery) => {
    if (delivery.kind === 'notification') return tell(delivery);
    if (delivery.kind === 'writeBack' || delivery.kind === 'lookUp') return work(delivery);
    const body = await compose(delivery, store, publicUrl);
    return body === undefined ? undefined : callBack(delivery, body);
  };

  async function tell(delivery: Delivery): Promise<Tried | undefined> {
    const at = clock.now();
    const told = await channelWork(delivery);
    return told && { ...answered(at, told, told.answer), told };
  }

  async function work(delivery: Delivery): Promise<Tried> {
    const at = clock.now();
    const done = await platformWork(delivery).catch((failure: unknown): WrittenBack => {
      if (!(failure instanceof NotSent))
        log.warn({ err: failure, delivery: delivery.id }, 'A platform could not be asked');
      return { verdict: 'retry', error: (failure as Error).message, answer: null };
    });
    return answered(at, done, done.answer);
  }

  function answered(at: Date, { verdict, error }: Outcome, answer: Told['answer']): Tried {
    const now = clock.now();
    const isTooMany = answer?.status === TOO_MANY_REQUESTS;
    return {
      outcome: { verdict, error },
      attempt: attempt(at, error, answer?.status, answer?.text, 1),
      retryAfter: Math.max(
        retryAfterMs(answer?.headers['retry-after'], now),
        isTooMany ? resetMs(answer.headers['x-ratelimit-reset'], now) : 0,
      ),
    };
  }

  /** Again at once and a few times while the receiver says that it will be ready in a moment. */
  async function callBack(delivery: Delivery, body: string): Promise<Tried> {
    for (let tries = 1; ; tries += 1) {
      const at = clock.now();
      const result = await post(delivery, body, at);
      const outcome = judge(delivery, result);
      const answer = result instanceof NotSent ? undefined : result;
      const tried: Tried = {
        outcome,
        attempt: attempt(at, outcome.error, answer?.status, answer?.body, tries),
        retryAfter: retryAfterMs(answer?.headers['retry-after'], clock.now()),
      };
      const delay = outcome.verdict === 'retryQuickly' ? quickDelayMs(tries) : undefined;
      if (delay === undefined) return tried;
      await pauses.pause(delay);
    }
  }

  function attempt(
    at: Date,
    error: string | null,
    status: number | undefined,
    answer: string | undefined,
    tries: number,
  ): DeliveryAttempt {
    return {
      at: at.toISOString(),
      durationMs: clock.now().getTime() - at.getTime(),
      status: status ?? null,
      error,
      answer: answer?.slice(0, ANSWER_CHARACTERS) ?? null,
      tries,
    };
  }
}
