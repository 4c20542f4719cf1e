/** An event comes in: only a signed one starts the Zap, and one that comes twice starts it once. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { hookHeader, signatureProblem } from './signature.js';

export interface HookEvent<T> {
  type: string;
  timestamp: string;
  data: T;
}

/** The relay repeats a delivery within this time when Zapier's answer was lost. */
const REMEMBER_SECONDS = 3_600;

/** The event, or undefined when it has been here before. Throws HaltedError, which starts nothing, when it is not signed. */
export async function receive<T>(
  z: ZObject,
  bundle: Bundle,
  expected: readonly string[],
): Promise<HookEvent<T> | undefined> {
  const { querystring: _querystring, ...event } = (bundle.cleanedRequest ?? {}) as Partial<HookEvent<T>> & {
    querystring?: unknown;
  };
  if (!event.type || !event.data)
    throw new z.errors.HaltedError('This is no event of a Countersign relay: it has no type and no data.');
  const headers = bundle.rawRequest?.headers ?? {};
  const bodies = [bundle.rawRequest?.content ?? '', JSON.stringify(event)];
  const problem = signatureProblem({ headers, bodies, secret: bundle.authData.signingSecret ?? '' });
  if (problem)
    throw new z.errors.HaltedError(
      `${problem} Nothing was started. If your relay sent it, reconnect the account with the signing secret that was shown with the connection key.`,
    );
  if (!expected.includes(event.type))
    throw new z.errors.HaltedError(`This trigger does not start on ${event.type}. Switch the Zap off and on again.`);
  return (await isNew(z, hookHeader(headers, 'webhook-id') ?? '')) ? (event as HookEvent<T>) : undefined;
}

/** Better twice than never: when Zapier's memory fails, the event counts as new. */
async function isNew(z: ZObject, id: string): Promise<boolean> {
  const key = `countersign-event-${id}`;
  try {
    if (await z.cache.get(key)) return false;
    await z.cache.set(key, true, REMEMBER_SECONDS);
  } catch (error) {
    z.console.log(`Whether event ${id} came before could not be looked up: ${(error as Error).message}`);
  }
  return true;
}
