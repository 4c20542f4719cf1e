/**
 * What is known, without asking the network, about whether an answer will arrive: where the relay may not send, and where its
 * last answers did not get through. In memory only: after a start it is learnt anew.
 */
import type { Delivery } from '../store/records.js';
import type { Tried } from './attempt.js';
import { isAllowedAddress, isAllowedName, literalAddress, type AllowList } from './destination.js';
import { isWaitingUrl } from './outcome.js';

export interface WayBack {
  /** Why an answer to this address may not arrive, and what to do, for whoever asks; undefined when nothing speaks against it. */
  doubt(url: string): string | undefined;
  noted(delivery: Pick<Delivery, 'kind' | 'url'>, tried: Pick<Tried, 'attempt' | 'outcome'>): void;
}

interface Failures {
  inARow: number;
  error: string;
}

/** One may be chance. */
const ENOUGH = 2;
const REMEMBERED = 500;
const UNAUTHORIZED = 401;
/** Names that mean something only inside a network; those without a dot do too. */
const INNER = /^[^.]+$|\.(local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa)$/;

export function createWayBack(allowed: AllowList): WayBack {
  const failing = new Map<string, Failures>();

  return {
    doubt(url) {
      const target = new URL(url);
      const isN8n = isWaitingUrl(url);
      const closed = isClosed(target, allowed);
      if (closed) return `The decision ${closed} reach ${target.host}, a private address. ${OPEN_IT[String(isN8n)]}`;
      const failures = failing.get(target.origin);
      if (!failures || failures.inARow < ENOUGH) return undefined;
      return `The decision may be late or not reach ${target.host}: the last ${failures.inARow} answers did not get through. ${failures.error} ${MEND_IT[String(isN8n)]}`;
    },

    noted({ kind, url }, { attempt, outcome }) {
      if (kind !== 'callback' && kind !== 'event') return;
      const { origin } = new URL(url);
      const before = failing.get(origin)?.inARow ?? 0;
      failing.delete(origin);
      // An answer of any kind came from there. Only before a waiting n8n it may be somebody else who gives it.
      const isLost = attempt.status === null || (isWaitingUrl(url) && attempt.status !== UNAUTHORIZED);
      if (!isLost || outcome.verdict !== 'retry' || outcome.error === null) return;
      failing.set(origin, { inARow: before + attempt.tries, error: outcome.error });
      const [oldest] = failing.keys();
      if (failing.size > REMEMBERED && oldest !== undefined) failing.delete(oldest);
    },
  };
}

const OPEN_IT: Record<string, string> = {
  true: 'Set WEBHOOK_URL in n8n to the address by which it is reached from outside and start n8n again, or name this host in the relay’s COUNTERSIGN_ALLOW_PRIVATE_HOSTS.',
  false:
    'Give an address that is reached from outside, or name this host in the relay’s COUNTERSIGN_ALLOW_PRIVATE_HOSTS.',
};
const MEND_IT: Record<string, string> = {
  true: 'Is n8n running, and is WEBHOOK_URL in n8n the address by which it is reached from outside?',
  false: 'Is it running, and can it be reached from outside?',
};

/** A name is not looked up, so where the operator has named addresses it may be one of these. */
function isClosed(target: URL, allowed: AllowList): 'will not' | 'may not' | undefined {
  const address = literalAddress(target);
  if (address !== undefined) return isAllowedAddress(address, allowed) ? undefined : 'will not';
  const isOpen = isAllowedName(target.hostname, allowed) || allowed.ranges.length > 0;
  return INNER.test(target.hostname) && !isOpen ? 'may not' : undefined;
}
