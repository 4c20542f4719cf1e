import { type Operations } from './operation.js';

export const healthOperations: Operations = {
  '/healthz': { get: { tag: 'Health', scope: null, summary: 'The process is alive' } },
  '/readyz': { get: { tag: 'Health', scope: null, summary: 'The relay can save what it acknowledges' } },
  '/metrics': { get: { tag: 'Health', scope: null, summary: 'Counts for Prometheus' } },
};
