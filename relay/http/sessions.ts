/** Signing in and out, the first account, and who is calling. */
import type Router from '@koa/router';
import type { Context } from 'koa';
import { SESSION_DAYS, type SignedIn } from '../access/sessions.js';
import { SetupRequest, SignInRequest, type Me } from '../contract/access.js';
import { InvitationAnswer } from '../contract/people.js';
import { SESSION_COOKIE, type Caller } from './authenticate.js';
import { readJson } from './body.js';
import { refuseOtherSites } from './other-sites.js';
import type { RouteDeps } from './routes.js';
import { validate } from '../validate.js';

export function sessionRoutes(
  router: Router,
  { authenticate, sessions, signIn, setup, invitations, store, publicUrl }: RouteDeps,
): void {
  router.get('/api/me', async (ctx) => {
    const caller = await authenticate(ctx);
    ctx.body = await me(caller.workspaceId, caller.key, caller.signedIn);
  });

  router.post('/api/session', async (ctx) => {
    refuseOtherSites(ctx, publicUrl);
    const { email, password, code } = validate(SignInRequest, await readJson(ctx));
    await begin(ctx, await signIn.signIn(email, password, code, { address: ctx.ip, userAgent: ctx.get('user-agent') }));
  });

  router.delete('/api/session', async (ctx) => {
    const { signedIn } = await authenticate(ctx);
    if (signedIn) await sessions.end(signedIn.session);
    setCookie(ctx, null);
    ctx.status = 204;
  });

  router.get('/api/setup', async (ctx) => {
    const { token } = ctx.query;
    ctx.body = { needed: await setup.isNeeded(), valid: typeof token === 'string' && (await setup.isValid(token)) };
  });

  router.post('/api/setup', async (ctx) => {
    refuseOtherSites(ctx, publicUrl);
    const user = await setup.use(validate(SetupRequest, await readJson(ctx)));
    await begin(ctx, await sessions.start(user, ctx.get('user-agent')));
  });

  router.get('/api/invitation', async (ctx) => {
    const { token } = ctx.query;
    ctx.body = { invitation: (typeof token === 'string' && (await invitations.find(token))) || null };
  });

  router.post('/api/invitation', async (ctx) => {
    refuseOtherSites(ctx, publicUrl);
    const user = await invitations.accept(validate(InvitationAnswer, await readJson(ctx)));
    await begin(ctx, await sessions.start(user, ctx.get('user-agent')));
  });

  async function begin(ctx: Context, signedIn: SignedIn & { token: string }): Promise<void> {
    setCookie(ctx, signedIn.token);
    ctx.body = await me(signedIn.user.workspaceId, null, signedIn);
  }

  async function me(workspaceId: string, key: Caller['key'], signedIn: SignedIn | null): Promise<Me> {
    const workspace = await store.get('workspaces', workspaceId);
    const user = signedIn?.user;
    const requireSecondFactor = workspace?.requireSecondFactor ?? false;
    return {
      workspace: { id: workspaceId, name: workspace?.name ?? '', requireSecondFactor },
      mustSetUpSecondFactor: requireSecondFactor && user !== undefined && !user.totp,
      user: user ? { id: user.id, email: user.email, name: user.name, role: user.role } : null,
      key: key ? { id: key.id, name: key.name, scopes: key.scopes } : null,
      csrfToken: signedIn?.session.csrfToken ?? null,
    };
  }

  function setCookie(ctx: Context, token: string | null): void {
    const isHttps = publicUrl.startsWith('https:');
    // TLS ends at a proxy in front of us, so Koa cannot see that the connection is secure.
    ctx.cookies.secure = isHttps;
    ctx.cookies.set(SESSION_COOKIE, token, {
      httpOnly: true,
      sameSite: 'lax',
      secure: isHttps,
      path: '/',
      overwrite: true,
      ...(token !== null && { maxAge: SESSION_DAYS * 86_400_000 }),
    });
  }
}
