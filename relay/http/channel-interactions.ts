/** Where a channel sends what people press. It needs no key: each call carries the channel's signature. */
import type Router from '@koa/router';
import { readBytes } from './body.js';
import type { RouteDeps } from './routes.js';

export function channelInteractionRoutes(router: Router, { interactions }: RouteDeps): void {
  router.post('/channels/:id/:kind', async (ctx) => {
    const headers = Object.fromEntries(
      Object.entries(ctx.req.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    );
    const { id = '', kind = '' } = ctx.params as Record<string, string>;
    const { status, body } = await interactions.receive(id, kind, { headers, body: await readBytes(ctx) });
    ctx.status = status;
    ctx.body = body ?? '';
  });
}
