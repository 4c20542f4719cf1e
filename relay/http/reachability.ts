import type Router from '@koa/router';
import { ReachabilityRequest, type Reachability } from '../contract/reachability.js';
import { reach } from '../deliveries/reach.js';
import { validate } from '../validate.js';
import { readJson } from './body.js';
import type { RouteDeps } from './routes.js';

export function reachabilityRoutes(router: Router, { authenticate, send }: RouteDeps): void {
  router.post('/api/reachability', async (ctx) => {
    await authenticate(ctx);
    const { url } = validate(ReachabilityRequest, await readJson(ctx));
    const unknown: Reachability = { reachable: null, problem: null, detail: null };
    ctx.body = url === undefined ? unknown : await reach(send, url);
  });
}
