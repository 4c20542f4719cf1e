/** For machines that watch the relay. */
import type Router from '@koa/router';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { RouteDeps } from './routes.js';

export function healthRoutes(router: Router, { store }: RouteDeps): void {
  const registry = metrics(store);

  /** The process is alive. */
  router.get('/healthz', (ctx) => {
    ctx.body = { status: 'ok' };
  });

  /** The relay can save what it acknowledges; 503 when it cannot. */
  router.get('/readyz', async (ctx) => {
    await store.check();
    ctx.body = { status: 'ready' };
  });

  /** Counts only: nothing here names an approval, a person or an address. */
  router.get('/metrics', async (ctx) => {
    ctx.body = await registry.metrics();
    ctx.type = registry.contentType;
  });
}

function metrics(store: RouteDeps['store']): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: 'approvals' | 'deliveries', help: string) =>
    new Gauge({
      name: `countersign_${name}`,
      help,
      labelNames: ['status'],
      registers: [registry],
      async collect() {
        for (const [status, count] of Object.entries((await store.counts())[name])) this.set({ status }, count);
      },
    });
  gauge('approvals', 'Approvals by status');
  gauge('deliveries', 'Deliveries by status');
  return registry;
}
