import * as batch from '../batch.js';
import { Id, MISSING, type Operations } from './operation.js';

export const batchesOperations: Operations = {
  '/api/batches': {
    post: {
      tag: 'Batches',
      scope: 'request',
      summary: 'Ask for several approvals at once',
      description: 'All are created or none. The callback is told once, when the last one is settled.',
      body: batch.BatchRequest,
      answer: batch.BatchView,
      problems: { 409: 'The idempotency key was used with another body.' },
    },
  },
  '/api/batches/{id}': {
    get: {
      tag: 'Batches',
      scope: 'read',
      summary: 'Read a batch with its approvals',
      path: Id,
      answer: batch.BatchView,
      problems: MISSING,
    },
  },
};
