/** The people of the workspace and the invitations that wait. */
import type Router from '@koa/router';
import { InvitationRequest, PersonChange } from '../contract/people.js';
import { validate } from '../validate.js';
import type { Caller } from './authenticate.js';
import { readJson } from './body.js';
import type { RouteDeps } from './routes.js';

export function peopleRoutes(router: Router, { authenticate, people, invitations, invitationMail }: RouteDeps): void {
  router.get('/api/people', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    ctx.body = { items: await people.list(workspaceId) };
  });

  router.post('/api/people', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    const { mail, ...request } = validate(InvitationRequest, await readJson(ctx));
    ctx.body = await invitations.invite(workspaceId, request, name, mail ? invitationMail.queue : undefined);
  });

  router.get('/api/people/:id', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    ctx.body = await people.get(workspaceId, ctx.params.id ?? '');
  });

  router.patch('/api/people/:id', async (ctx) => {
    const caller = await authenticate(ctx, 'manage');
    const change = validate(PersonChange, await readJson(ctx));
    ctx.body = await people.change(caller.workspaceId, ctx.params.id ?? '', change, {
      isAdmin: isAdmin(caller),
      userId: caller.signedIn?.user.id ?? null,
      name: caller.name,
    });
  });

  router.delete('/api/people/:id', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    await people.remove(workspaceId, ctx.params.id ?? '', name);
    ctx.status = 204;
  });

  router.get('/api/invitations', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'admin');
    const [items, sender] = await Promise.all([invitations.list(workspaceId), invitationMail.sender(workspaceId)]);
    ctx.body = { items, sender };
  });

  router.post('/api/invitations/:id/resend', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    ctx.body = await invitations.resend(workspaceId, ctx.params.id ?? '', name);
  });

  router.post('/api/invitations/:id/mail', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    ctx.body = await invitations.resend(workspaceId, ctx.params.id ?? '', name, invitationMail.queue);
  });

  router.delete('/api/invitations/:id', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    await invitations.cancel(workspaceId, ctx.params.id ?? '', name);
    ctx.status = 204;
  });
}

function isAdmin({ key, signedIn }: Caller): boolean {
  return signedIn ? signedIn.user.role === 'admin' : (key?.scopes.includes('admin') ?? false);
}
