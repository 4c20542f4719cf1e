import { hintAt } from '../../../shared/hints';
import { callRelay } from '../../../shared/transport';
import { idempotencyKey } from '../../wait/idempotency-key';
import type { Operation } from './operations';
import { requestOf } from './request-fields';

/** Asks and goes on. Asked again by a retry of the same run, it gives the same approval. */
export const request: Operation = {
  fields: [],
  async run(ctx, itemIndex) {
    const body = { ...requestOf(ctx, itemIndex), idempotencyKey: `${idempotencyKey(ctx)}-${itemIndex}` };
    const answer = await callRelay(ctx, { method: 'POST', path: '/api/approvals/request', body, itemIndex });
    hintAt(ctx, answer);
    return [answer];
  },
};
