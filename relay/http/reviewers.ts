/** Whom a request can be meant for: what clients offer in their lists. */
import type Router from '@koa/router';
import type { RouteDeps } from './routes.js';

export function reviewerRoutes(router: Router, { authenticate, store }: RouteDeps): void {
  router.get('/api/reviewers', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    const users = (await store.list('users', workspaceId)).filter((user) => !user.disabledAt);
    ctx.body = { items: users.map(({ email, name, role }) => ({ email, name, role })) };
  });
}
