import type Router from '@koa/router';
import { GroupChange, GroupRequest } from '../contract/people.js';
import { validate } from '../validate.js';
import { readJson } from './body.js';
import type { RouteDeps } from './routes.js';

export function groupRoutes(router: Router, { authenticate, groups }: RouteDeps): void {
  router.get('/api/groups', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    ctx.body = { items: await groups.list(workspaceId) };
  });

  router.post('/api/groups', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    ctx.body = await groups.create(workspaceId, validate(GroupRequest, await readJson(ctx)), name);
  });

  router.get('/api/groups/:id', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    ctx.body = await groups.get(workspaceId, ctx.params.id ?? '');
  });

  router.patch('/api/groups/:id', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    ctx.body = await groups.change(workspaceId, ctx.params.id ?? '', validate(GroupChange, await readJson(ctx)), name);
  });

  router.delete('/api/groups/:id', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    await groups.remove(workspaceId, ctx.params.id ?? '', name);
    ctx.status = 204;
  });
}
