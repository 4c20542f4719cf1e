import type Router from '@koa/router';
import { DeliveryFilter } from '../contract/delivery.js';
import { viewDelivery } from '../deliveries/view.js';
import type { RouteDeps } from './routes.js';
import { validate } from '../validate.js';

export function deliveryRoutes(router: Router, { authenticate, store, redeliver, publicUrl }: RouteDeps): void {
  router.get('/api/deliveries', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    const { approvalId, ...filter } = validate(DeliveryFilter, ctx.query);
    const approval = approvalId === undefined ? undefined : await store.get('approvals', approvalId);
    const about = approvalId === undefined ? undefined : { id: approvalId, batchId: approval?.batchId ?? null };
    const page = await store.listDeliveries({ workspaceId, ...filter, about });
    const items = await Promise.all(page.items.map((delivery) => viewDelivery(delivery, store, publicUrl)));
    ctx.body = { ...page, items };
  });

  router.post('/api/deliveries/:id/redeliver', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'decide');
    ctx.body = await viewDelivery(await redeliver(workspaceId, ctx.params.id ?? '', name), store, publicUrl);
  });
}
