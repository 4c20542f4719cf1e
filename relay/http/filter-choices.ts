import type Router from '@koa/router';
import type { FilterChoices } from '../contract/handling.js';
import type { RouteDeps } from './routes.js';

const MOST = 100;

export function filterChoiceRoutes(router: Router, { authenticate, store }: RouteDeps): void {
  router.get('/api/filter-choices', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    const { actions, platforms } = await store.nameUses(workspaceId);
    ctx.body = { actions: mostUsed(actions), platforms: mostUsed(platforms) } satisfies FilterChoices;
  });
}

function mostUsed(names: Map<string, number>): FilterChoices['actions'] {
  return Array.from(names, ([name, uses]) => ({ name, uses }))
    .filter(({ uses }) => uses > 0)
    .sort((one, other) => other.uses - one.uses || one.name.localeCompare(other.name))
    .slice(0, MOST);
}
