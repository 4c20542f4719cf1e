/**
 * What Zap history shows when the relay refuses or is away. A refused key holds the Zap until it is reconnected
 * (ExpiredAuthError); what cannot be done any more stops this one run (HaltedError); what passes by itself is tried
 * again by Zapier (ThrottledError); what somebody has to mend is an error that says how.
 */
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { RelayAnswer } from './call.js';

const SECONDS_UNTIL_NEXT_TRY = 60;

interface Problem {
  detail?: string;
  code?: string;
}

/** The error that tells of the relay's answer in plain words. */
export function explain(z: ZObject, bundle: Bundle, answer: RelayAnswer): Error {
  const { status, data } = answer;
  const problem: Problem = typeof data === 'object' && data !== null ? data : {};
  const detail = problem.detail ?? '';
  if (status >= 300 && status < 400) return new z.errors.Error(redirected(answer), 'redirected', status);
  if (detail === '' && status < 500)
    return new z.errors.Error(
      `${host(bundle)} answered ${status}, but not as a Countersign relay does. Check the Relay URL of the connection.`,
      'no_relay',
      status,
    );
  if (status === 401)
    return new z.errors.ExpiredAuthError(
      `The relay does not accept the connection key: it is wrong or was revoked. Make a new key on the relay's Keys page and reconnect the account. Held runs go on afterwards. ${detail}`,
    );
  if (status === 409) return new z.errors.HaltedError(detail);
  if (status === 429) return later(z, bundle, detail, seconds(answer.retryAfter));
  if (status === 502 || status === 503 || status === 504)
    return later(
      z,
      bundle,
      detail || `${host(bundle)} answers ${status}: the relay is starting, stopped or overloaded.`,
      seconds(answer.retryAfter),
    );
  return new z.errors.Error(
    detail || `The relay at ${host(bundle)} failed with ${status}. Its log says more.`,
    problem.code ?? 'relay_error',
    status,
  );
}

/** The error for a relay that does not answer at all. */
export function unreachable(z: ZObject, bundle: Bundle, cause: Error): Error {
  return later(
    z,
    bundle,
    `The Countersign relay at ${host(bundle)} cannot be reached: check that it is running and can be reached from the internet. (${cause.message})`,
    SECONDS_UNTIL_NEXT_TRY,
  );
}

/** In a live Zap Zapier waits and tries again; somebody who sets one up wants to know now. */
function later(z: ZObject, bundle: Bundle, message: string, delaySeconds: number): Error {
  const isWatched = bundle.meta?.isLoadingSample || bundle.meta?.isTestingAuth || bundle.meta?.isFillingDynamicDropdown;
  return isWatched ? new z.errors.Error(message, 'try_again', 503) : new z.errors.ThrottledError(message, delaySeconds);
}

function redirected({ location, status }: RelayAnswer): string {
  const target = location ? ` to ${location.split(/[?#]/)[0]}` : '';
  return `The Relay URL redirects${target} (${status}). The connection key is not sent along. Edit the connection and use the final address.`;
}

function seconds(retryAfter: string | undefined): number {
  const given = Number.parseInt(retryAfter ?? '', 10);
  return Number.isFinite(given) && given > 0 ? given : SECONDS_UNTIL_NEXT_TRY;
}

function host({ authData }: Bundle): string {
  return URL.canParse(authData.baseUrl ?? '') ? new URL(authData.baseUrl ?? '').host : 'the Relay URL';
}
