import type Router from '@koa/router';
import { DeliveryFilter } from '../contract/delivery.js';
import { viewDelivery } from '../deliveries/view.js';
import type { RouteDeps } from './routes.js';
import { validate } from './validate.js';

export function deliveryRoutes(router: Router, { authenticate, store, redeliver }: RouteDeps): void {
  router.get('/api/deliveries', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    const page = await store.listDeliveries({ workspaceId, ...validate(DeliveryFilter, ctx.query) });
    ctx.body = { ...page, items: page.items.map(viewDelivery) };
  });

  router.post('/api/deliveries/:id/redeliver', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'decide');
    ctx.body = viewDelivery(await redeliver(workspaceId, ctx.params.id ?? ''));
  });
}
