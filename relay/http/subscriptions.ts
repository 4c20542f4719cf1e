import type Router from '@koa/router';
import { SubscriptionRequest } from '../contract/subscription.js';
import { readJson } from './body.js';
import type { RouteDeps } from './routes.js';
import { validate } from '../validate.js';

export function subscriptionRoutes(router: Router, { authenticate, subscriptions }: RouteDeps): void {
  router.get('/api/subscriptions', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    ctx.body = { items: await subscriptions.list(workspaceId) };
  });

  router.get('/api/subscriptions/:id', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    ctx.body = await subscriptions.get(workspaceId, ctx.params.id ?? '');
  });

  router.post('/api/subscriptions', async (ctx) => {
    const { workspaceId, keyId } = await authenticate(ctx, 'read');
    ctx.body = await subscriptions.add(validate(SubscriptionRequest, await readJson(ctx)), workspaceId, keyId);
  });

  router.delete('/api/subscriptions/:id', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    await subscriptions.remove(workspaceId, ctx.params.id ?? '');
    ctx.status = 204;
  });
}
