/** Who is calling, and what they may do. Every route asks here first. */
import { timingSafeEqual } from 'node:crypto';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import type { Keys } from '../access/keys.js';
import type { Sessions, SignedIn } from '../access/sessions.js';
import type { Requester } from '../approvals/lifecycle.js';
import { SCOPES_OF_ROLE, type Scope } from '../contract/access.js';
import { Forbidden, RelayError, TooManyRequests, Unauthenticated } from '../errors.js';
import type { Store } from '../store/store.js';
import type { Key } from '../store/records.js';

export const SESSION_COOKIE = 'countersign_session';

export interface Caller extends Requester {
  key: Key | null;
  signedIn: SignedIn | null;
}
/** Throws Unauthenticated (401), Forbidden (403) or TooManyRequests (429). `scope` undefined lets any caller pass. */
export type Authenticate = (ctx: Context, scope?: Scope) => Promise<Caller>;

interface AuthenticateDeps {
  store: Store;
  keys: Keys;
  sessions: Sessions;
  rateLimitPerMinute: number;
  log: Logger;
}

export function createAuthenticate({ store, keys, sessions, rateLimitPerMinute, log }: AuthenticateDeps): Authenticate {
  const limiter =
    rateLimitPerMinute > 0 ? new RateLimiterMemory({ points: rateLimitPerMinute, duration: 60 }) : undefined;

  return async (ctx, scope) => {
    const given = connectionKey(ctx);
    return given === undefined ? bySession(ctx, scope) : byKey(given, scope);
  };

  async function byKey(given: string, scope: Scope | undefined): Promise<Caller> {
    const key = await keys.find(given, (error) => log.warn({ err: error }, 'The last use of a key could not be noted'));
    if (!key) throw new Unauthenticated();
    if (limiter) await spend(limiter, key.id);
    allow(key.scopes, scope, `The connection key "${key.name}" may not do this. Use a key with the scope "${scope}".`);
    return { workspaceId: key.workspaceId, keyId: key.id, name: key.name, key, signedIn: null };
  }

  async function bySession(ctx: Context, scope: Scope | undefined): Promise<Caller> {
    const token = ctx.cookies.get(SESSION_COOKIE);
    const signedIn = token
      ? await sessions.find(token, (error) =>
          log.warn({ err: error }, 'When a session was last used could not be noted'),
        )
      : undefined;
    if (!signedIn) throw new Unauthenticated(token ? 'Your session has ended. Sign in again.' : undefined);
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') checkCsrf(ctx, signedIn);
    allow(SCOPES_OF_ROLE[signedIn.user.role], scope, 'Your role does not allow this. Ask an admin of the workspace.');
    await requireSecondFactor(signedIn, scope);
    const { workspaceId, email } = signedIn.user;
    return { workspaceId, keyId: null, name: email, email, key: null, signedIn };
  }

  /** Where the workspace requires it, only the own account is open (it asks for no scope) until it is set up. */
  async function requireSecondFactor({ user }: SignedIn, scope: Scope | undefined): Promise<void> {
    if (user.totp || scope === undefined) return;
    const workspace = await store.get('workspaces', user.workspaceId);
    if (!workspace?.requireSecondFactor) return;
    const message = 'This workspace requires a second factor. Set yours up on your account page.';
    throw new RelayError(403, 'second_factor_required', 'Not allowed yet', message);
  }
}

function connectionKey(ctx: Context): string | undefined {
  const header = ctx.req.headers['x-api-key'];
  if (typeof header === 'string') return header.trim();
  const bearer = /^Bearer +(\S+) *$/i.exec(ctx.req.headers.authorization ?? '');
  return bearer?.[1];
}

function allow(scopes: Scope[], scope: Scope | undefined, message: string): void {
  if (scope !== undefined && !scopes.includes(scope) && !scopes.includes('admin')) throw new Forbidden(message);
}

/** A page of another site can make a browser send our cookie, but cannot read the token that must go with it. */
function checkCsrf(ctx: Context, { session }: SignedIn): void {
  const given = Buffer.from(ctx.get('x-csrf-token'));
  const expected = Buffer.from(session.csrfToken);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Forbidden('The x-csrf-token header is missing or wrong. Load the page again.');
  }
}

async function spend(limiter: RateLimiterMemory, id: string): Promise<void> {
  try {
    await limiter.consume(id);
  } catch (error) {
    const seconds = Math.max(1, Math.ceil((error as RateLimiterRes).msBeforeNext / 1000));
    throw new TooManyRequests(
      'rate_limited',
      `This connection key sends too many requests. Go on in ${seconds} seconds.`,
      seconds,
    );
  }
}
