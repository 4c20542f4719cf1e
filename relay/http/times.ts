import type Router from '@koa/router';
import { TimesChange } from '../contract/times.js';
import { validate } from '../validate.js';
import { readJson } from './body.js';
import type { RouteDeps } from './routes.js';

export function timesRoutes(router: Router, { authenticate, times }: RouteDeps): void {
  router.get('/api/times', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    ctx.body = await times.get(workspaceId);
  });

  router.patch('/api/times', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    ctx.body = await times.change(workspaceId, validate(TimesChange, await readJson(ctx)), name);
  });
}
