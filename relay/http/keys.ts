import type Router from '@koa/router';
import { KeyRequest, WorkspaceRequest } from '../contract/access.js';
import { Forbidden } from '../errors.js';
import { readJson } from './body.js';
import type { RouteDeps } from './routes.js';
import { validate } from '../validate.js';

export function keyRoutes(router: Router, { authenticate, keys, setup, store }: RouteDeps): void {
  router.get('/api/keys', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'admin');
    ctx.body = { items: await keys.list(workspaceId) };
  });

  router.post('/api/keys', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    ctx.body = await keys.create(workspaceId, validate(KeyRequest, await readJson(ctx)), name);
  });

  router.delete('/api/keys/:id', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    await keys.revoke(workspaceId, ctx.params.id ?? '', name);
    ctx.status = 204;
  });

  router.post('/api/workspaces', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'admin');
    const [first] = await store.list('workspaces');
    if (first?.id !== workspaceId) throw new Forbidden('Only an admin of the relay’s first workspace may add another.');
    const { id, name, setupUrl } = await setup.addWorkspace(validate(WorkspaceRequest, await readJson(ctx)).name);
    ctx.body = { id, name, setupUrl };
  });
}
