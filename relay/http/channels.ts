/** Setting up where reviewers are told. */
import type Router from '@koa/router';
import { z } from 'zod';
import { channelKinds } from '../channels/registry.js';
import { ChannelChange, ChannelRequest } from '../contract/channel.js';
import { validate } from '../validate.js';
import { readJson } from './body.js';
import type { RouteDeps } from './routes.js';

export function channelRoutes(router: Router, { authenticate, channels }: RouteDeps): void {
  router.get('/api/channel-kinds', async (ctx) => {
    await authenticate(ctx, 'admin');
    const items = Object.entries(channelKinds).map(([kind, { title, summary, secrets, settings, interactive }]) => ({
      kind,
      title,
      summary,
      secrets,
      settings: z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }),
      people: interactive?.people ?? null,
    }));
    ctx.body = { items };
  });

  router.get('/api/channels', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'admin');
    ctx.body = { items: await channels.list(workspaceId) };
  });

  router.post('/api/channels', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    ctx.body = await channels.create(workspaceId, validate(ChannelRequest, await readJson(ctx)), name);
  });

  router.get('/api/channels/:id', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'admin');
    ctx.body = await channels.get(workspaceId, ctx.params.id ?? '');
  });

  router.patch('/api/channels/:id', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    ctx.body = await channels.change(
      workspaceId,
      ctx.params.id ?? '',
      validate(ChannelChange, await readJson(ctx)),
      name,
    );
  });

  router.delete('/api/channels/:id', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    await channels.remove(workspaceId, ctx.params.id ?? '', name);
    ctx.status = 204;
  });

  router.post('/api/channels/:id/test', async (ctx) => {
    const { workspaceId, signedIn } = await authenticate(ctx, 'admin');
    ctx.body = await channels.test(workspaceId, ctx.params.id ?? '', signedIn?.user.email ?? null);
  });

  router.get('/api/channels/:id/set-up', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'admin');
    ctx.body = { steps: await channels.steps(workspaceId, ctx.params.id ?? '') };
  });
}
