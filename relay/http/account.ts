/** One's own account. Only a signed-in person has one, so a connection key gets nothing here. */
import type Router from '@koa/router';
import Bowser from 'bowser';
import type { Context } from 'koa';
import { audit } from '../audit/audit.js';
import { lastSeen, publicId, type SignedIn } from '../access/sessions.js';
import {
  AccountChange,
  CodeCheck,
  PasswordChange,
  PasswordCheck,
  WorkspaceChange,
  type AccountView,
  type SessionView,
} from '../contract/account.js';
import { Forbidden, RelayError } from '../errors.js';
import { own } from '../store/own.js';
import type { Session, User } from '../store/records.js';
import { validate } from '../validate.js';
import { readJson } from './body.js';
import type { RouteDeps } from './routes.js';

export function accountRoutes(router: Router, deps: RouteDeps): void {
  const { authenticate, store, clock, sessions, signIn, secondFactor, attempts, people } = deps;

  router.get('/api/account', async (ctx) => {
    ctx.body = viewAccount((await person(ctx)).user);
  });

  router.patch('/api/account', async (ctx) => {
    const { user } = await person(ctx);
    const change = validate(AccountChange, await readJson(ctx));
    await people.change(user.workspaceId, user.id, change, { isAdmin: false, userId: user.id, name: user.email });
    ctx.body = viewAccount(own(await store.get('users', user.id), user.workspaceId, user.id));
  });

  router.post('/api/account/password', async (ctx) => {
    const { user, session } = await person(ctx);
    const { current, password } = validate(PasswordChange, await readJson(ctx));
    await signIn.checkPassword(user, current, ctx.ip);
    await sessions.changePassword(user, password, session);
    ctx.status = 204;
  });

  router.get('/api/account/sessions', async (ctx) => {
    const { user, session } = await person(ctx);
    ctx.body = { items: (await sessions.list(user)).map((each) => viewSession(each, session)) };
  });

  router.delete('/api/account/sessions', async (ctx) => {
    const { user, session } = await person(ctx);
    await sessions.endOf(user, { keep: session.id }, user.email);
    ctx.status = 204;
  });

  router.delete('/api/account/sessions/:id', async (ctx) => {
    const { user } = await person(ctx);
    await sessions.endOf(user, { id: ctx.params.id ?? '' }, user.email);
    ctx.status = 204;
  });

  router.post('/api/account/second-factor', async (ctx) => {
    const { user } = await confirmed(ctx);
    ctx.body = await secondFactor.begin(user.id);
  });

  router.post('/api/account/second-factor/confirm', async (ctx) => {
    const { user } = await person(ctx);
    const { code } = validate(CodeCheck, await readJson(ctx));
    const attempt = { email: user.email, address: ctx.ip };
    await attempts.begin(attempt);
    try {
      ctx.body = { codes: await secondFactor.confirm(user.id, code) };
      await attempts.giveBack(attempt);
    } catch (error) {
      if (!(error instanceof RelayError && error.code === 'wrong_code')) await attempts.giveBack(attempt);
      throw error;
    }
  });

  router.post('/api/account/second-factor/recovery-codes', async (ctx) => {
    const { user } = await confirmed(ctx);
    ctx.body = { codes: await secondFactor.renewRecoveryCodes(user.id) };
  });

  router.post('/api/account/second-factor/remove', async (ctx) => {
    const { user } = await confirmed(ctx);
    const workspace = await store.get('workspaces', user.workspaceId);
    if (workspace?.requireSecondFactor) throw new Forbidden('This workspace requires a second factor of everybody.');
    await secondFactor.remove(user.id, user.email);
    ctx.status = 204;
  });

  router.patch('/api/workspace', async (ctx) => {
    const { workspaceId, signedIn, name } = await authenticate(ctx, 'admin');
    const { requireSecondFactor } = validate(WorkspaceChange, await readJson(ctx));
    if (requireSecondFactor && signedIn && !signedIn.user.totp)
      throw new Forbidden('Set up your own second factor first, so that you do not shut yourself out.');
    await store.transaction(async (tx) => {
      const workspace = await tx.get('workspaces', workspaceId);
      if (!workspace) return;
      tx.put('workspaces', { ...workspace, requireSecondFactor });
      const event = requireSecondFactor ? 'workspace.second_factor_required' : 'workspace.second_factor_optional';
      audit(tx, { workspaceId, at: clock.now().toISOString(), event, by: name, subject: workspaceId, text: null });
    });
    ctx.status = 204;
  });

  router.get('/api/people/:id/sessions', async (ctx) => {
    const { user, session } = await another(ctx);
    ctx.body = { items: (await sessions.list(user)).map((each) => viewSession(each, session)) };
  });

  router.delete('/api/people/:id/sessions', async (ctx) => {
    const { user, name } = await another(ctx);
    await sessions.endOf(user, { keep: null }, name);
    ctx.status = 204;
  });

  router.delete('/api/people/:id/sessions/:session', async (ctx) => {
    const { user, name } = await another(ctx);
    await sessions.endOf(user, { id: ctx.params.session ?? '' }, name);
    ctx.status = 204;
  });

  router.delete('/api/people/:id/second-factor', async (ctx) => {
    const { user, name } = await another(ctx);
    await secondFactor.remove(user.id, name);
    ctx.status = 204;
  });

  async function person(ctx: Context): Promise<SignedIn> {
    const { signedIn } = await authenticate(ctx);
    if (!signedIn) throw new Forbidden('A connection key has no account. Sign in as a person.');
    return signedIn;
  }

  /** As `person`, who has also given their password once more. */
  async function confirmed(ctx: Context): Promise<SignedIn> {
    const signedIn = await person(ctx);
    const { current } = validate(PasswordCheck, await readJson(ctx));
    await signIn.checkPassword(signedIn.user, current, ctx.ip);
    return signedIn;
  }

  /** Somebody of the workspace, for its admin. */
  async function another(ctx: Context): Promise<{ user: User; session: Session | null; name: string }> {
    const { workspaceId, signedIn, name } = await authenticate(ctx, 'admin');
    const id = (ctx.params as { id?: string }).id ?? '';
    return { user: own(await store.get('users', id), workspaceId, id), session: signedIn?.session ?? null, name };
  }
}

function viewAccount({ id, email, name, away, totp }: User): AccountView {
  const secondFactor = totp ? { since: totp.since, recoveryCodesLeft: totp.recovery.length } : null;
  return { id, email, name, away: away ?? null, secondFactor };
}

function viewSession(session: Session, present: Session | null): SessionView {
  const { createdAt, expiresAt } = session;
  return {
    id: publicId(session),
    device: deviceOf(session.userAgent ?? ''),
    isThis: session.id === present?.id,
    createdAt,
    lastSeenAt: lastSeen(session),
    expiresAt,
  };
}

/** In words that its owner knows it by. */
function deviceOf(userAgent: string): string {
  if (userAgent === '') return 'Unknown device';
  const { browser, os } = Bowser.parse(userAgent);
  return browser.name && os.name ? `${browser.name} on ${os.name}` : (browser.name ?? 'Unknown device');
}
