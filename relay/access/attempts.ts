/**
 * How often somebody may be wrong about a password or a code, by account and by address. An attempt is counted, durably, before
 * it is looked at, and given back when it was right: neither many at once nor a relay that is made to crash gives more of them.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../clock.js';
import { TooManyRequests } from '../errors.js';
import type { Attempts as Counted } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';

const FAILURES_PER_ACCOUNT = 5;
const FAILURES_PER_ADDRESS = 50;
const WINDOW_MS = 15 * 60_000;
const FORGOTTEN_AT_A_TIME = 500;

/** Whose attempt it is. */
export interface Attempt {
  email: string;
  address: string;
}
export type Attempts = ReturnType<typeof createAttempts>;

export function createAttempts({ store, clock }: { store: Store; clock: Clock }) {
  return {
    /** Counts one more. Throws too_many_attempts (429), and counts nothing, when there were too many already. */
    async begin(attempt: Attempt): Promise<void> {
      await store.transaction(async (tx) => {
        const counters = await countersOf(tx, attempt);
        for (const { counted, most } of counters) if (counted.count >= most) throw tooMany(counted);
        for (const { counted } of counters) tx.put('attempts', { ...counted, count: counted.count + 1 });
      });
    },

    /** It was neither right nor wrong, or right without being a way in: as if it had not been made. */
    async giveBack(attempt: Attempt): Promise<void> {
      await store.transaction(async (tx) => {
        for (const { counted } of await countersOf(tx, attempt)) oneLess(tx, counted);
      });
    },

    /** They are in: what was wrong before does not count any more, except for the address, from which others may be tried. */
    async succeeded(attempt: Attempt): Promise<void> {
      await store.transaction(async (tx) => {
        const [account, address] = await countersOf(tx, attempt);
        if (account) tx.remove('attempts', account.counted.id);
        if (address) oneLess(tx, address.counted);
      });
    },

    async forgetOld(): Promise<void> {
      const now = clock.now().toISOString();
      const old = [...store.every('attempts')].filter(({ until }) => until <= now);
      for (let from = 0; from < old.length; from += FORGOTTEN_AT_A_TIME)
        await store.transaction(async (tx) => {
          for (const { id } of old.slice(from, from + FORGOTTEN_AT_A_TIME)) {
            const latest = await tx.get('attempts', id);
            if (latest && latest.until <= now) tx.remove('attempts', id);
          }
        });
    },
  };

  /** Of the account, then of the address. */
  async function countersOf(tx: Transaction, { email, address }: Attempt) {
    return Promise.all([
      counter(tx, `account ${hash(email.toLowerCase())}`, FAILURES_PER_ACCOUNT),
      counter(tx, `address ${address}`, FAILURES_PER_ADDRESS),
    ]);
  }

  async function counter(tx: Transaction, id: string, most: number): Promise<{ counted: Counted; most: number }> {
    const now = clock.now();
    const known = await tx.get('attempts', id);
    if (known && known.until > now.toISOString()) return { counted: known, most };
    return { counted: { id, count: 0, until: new Date(now.getTime() + WINDOW_MS).toISOString() }, most };
  }

  function oneLess(tx: Transaction, counted: Counted): void {
    if (counted.count > 1) tx.put('attempts', { ...counted, count: counted.count - 1 });
    else tx.remove('attempts', counted.id);
  }

  function tooMany({ until }: Counted): TooManyRequests {
    const seconds = Math.max(1, Math.ceil((Date.parse(until) - clock.now().getTime()) / 1000));
    const message = `Too many wrong attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`;
    return new TooManyRequests('too_many_attempts', message, seconds);
  }
}

/** What somebody has typed there need not be an address. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
