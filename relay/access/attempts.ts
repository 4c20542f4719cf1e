/** How often somebody may be wrong about a password or a code, by account and by address. Kept in memory. */
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyRequests } from '../errors.js';

const FAILURES_PER_ACCOUNT = 5;
const FAILURES_PER_ADDRESS = 50;
const WINDOW_SECONDS = 900;

export type Attempts = ReturnType<typeof createAttempts>;

export function createAttempts() {
  const byAccount = limiter('account', FAILURES_PER_ACCOUNT);
  const byAddress = limiter('address', FAILURES_PER_ADDRESS);
  return {
    /** Throws too_many_attempts (429) after repeated failures for the account or from the address. */
    async allow(email: string, address: string): Promise<void> {
      await Promise.all([refuseIfSpent(byAccount, email), refuseIfSpent(byAddress, address)]);
    },
    async failed(email: string, address: string): Promise<void> {
      await Promise.allSettled([byAccount.consume(email), byAddress.consume(address)]);
    },
    async succeeded(email: string): Promise<void> {
      await byAccount.delete(email);
    },
  };
}

function limiter(keyPrefix: string, points: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix, points, duration: WINDOW_SECONDS });
}

async function refuseIfSpent(limit: RateLimiterMemory, key: string): Promise<void> {
  const spent: RateLimiterRes | null = await limit.get(key);
  if (!spent || spent.consumedPoints < limit.points) return;
  const seconds = Math.ceil(spent.msBeforeNext / 1000);
  const message = `Too many wrong attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`;
  throw new TooManyRequests('too_many_attempts', message, seconds);
}
