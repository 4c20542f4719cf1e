/** Signed-in people. The cookie's token is kept as a hash; ending a session forgets it. */
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import { RelayError, TooManyRequests } from '../errors.js';
import type { Session, User } from '../store/records.js';
import type { Store } from '../store/store.js';
import { isPassword } from './passwords.js';
import { hashToken, newToken } from './tokens.js';

export const SESSION_DAYS = 14;
const DAY_MS = 86_400_000;
const FAILURES_PER_EMAIL = 5;
const FAILURES_PER_ADDRESS = 50;
const WINDOW_SECONDS = 900;

export interface SignedIn {
  session: Session;
  user: User;
}
export type Sessions = ReturnType<typeof createSessions>;

export function createSessions({ store, clock }: { store: Store; clock: Clock }) {
  const byEmail = new RateLimiterMemory({ keyPrefix: 'email', points: FAILURES_PER_EMAIL, duration: WINDOW_SECONDS });
  const byAddress = new RateLimiterMemory({
    keyPrefix: 'address',
    points: FAILURES_PER_ADDRESS,
    duration: WINDOW_SECONDS,
  });

  return {
    /** Throws wrong_credentials (401), or too_many_attempts (429) after repeated failures for one account or from one address. */
    async signIn(email: string, password: string, address: string): Promise<SignedIn & { token: string }> {
      await Promise.all([
        refuseIfSpent(byEmail, email, FAILURES_PER_EMAIL),
        refuseIfSpent(byAddress, address, FAILURES_PER_ADDRESS),
      ]);
      const user = await store.findUserByEmail(email);
      if (!(await isPassword(password, user?.passwordHash)) || !user || user.disabledAt) {
        await Promise.allSettled([byEmail.consume(email), byAddress.consume(address)]);
        await noteRefusal(user, email, address);
        throw new RelayError(
          401,
          'wrong_credentials',
          'Not signed in',
          'The e-mail address or the password is not right.',
        );
      }
      await byEmail.delete(email);
      return this.start(user);
    },

    async start(user: User): Promise<SignedIn & { token: string }> {
      const token = newToken();
      const now = clock.now();
      const session: Session = {
        id: hashToken(token),
        workspaceId: user.workspaceId,
        userId: user.id,
        csrfToken: newToken(),
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + SESSION_DAYS * DAY_MS).toISOString(),
      };
      await store.transaction(async (tx) => {
        tx.put('sessions', session);
        const { workspaceId, email, id } = user;
        audit(tx, { workspaceId, at: session.createdAt, event: 'session.started', by: email, subject: id, text: null });
      });
      return { token, session, user };
    },

    async find(token: string): Promise<SignedIn | undefined> {
      const session = await store.get('sessions', hashToken(token));
      if (!session) return undefined;
      if (session.expiresAt <= clock.now().toISOString()) {
        await this.end(session);
        return undefined;
      }
      const user = await store.get('users', session.userId);
      return user && !user.disabledAt ? { session, user } : undefined;
    },

    async end(session: Session): Promise<void> {
      await store.transaction(async (tx) => {
        const user = await tx.get('users', session.userId);
        tx.remove('sessions', session.id);
        const { workspaceId, userId } = session;
        const at = clock.now().toISOString();
        audit(tx, { workspaceId, at, event: 'session.ended', by: user?.email ?? null, subject: userId, text: null });
      });
    },
  };

  /** An address that nobody has is written down in the relay's first workspace: that of its operator. */
  async function noteRefusal(user: User | undefined, email: string, address: string): Promise<void> {
    const workspaceId = user?.workspaceId ?? (await store.list('workspaces'))[0]?.id;
    if (workspaceId === undefined) return;
    const at = clock.now().toISOString();
    await store.transaction(async (tx) =>
      audit(tx, { workspaceId, at, event: 'session.refused', by: email, subject: user?.id ?? null, text: address }),
    );
  }
}

async function refuseIfSpent(limiter: RateLimiterMemory, key: string, points: number): Promise<void> {
  const spent: RateLimiterRes | null = await limiter.get(key);
  if (!spent || spent.consumedPoints < points) return;
  const seconds = Math.ceil(spent.msBeforeNext / 1000);
  const message = `Too many wrong passwords. Try again in ${Math.ceil(seconds / 60)} minutes.`;
  throw new TooManyRequests('too_many_attempts', message, seconds);
}
