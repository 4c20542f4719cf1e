import type Router from '@koa/router';
import { GroupTimesChange, TimesChange } from '../contract/times.js';
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

  router.patch('/api/groups/:id/times', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    const change = validate(GroupTimesChange, await readJson(ctx));
    ctx.body = await times.changeOfGroup(workspaceId, ctx.params.id ?? '', change, name);
  });
}
