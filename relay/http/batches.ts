/** Several approvals asked together, with one callback for all. */
import type Router from '@koa/router';
import { viewBatch } from '../approvals/view.js';
import { BatchRequest, MAX_BATCH } from '../contract/batch.js';
import { InvalidRequest } from '../errors.js';
import { readApprovalRequest } from '../approvals/approval-request.js';
import { BODY_LIMIT_BYTES, readJson } from './body.js';
import { callbacksOf, doubtsAbout } from './doubts.js';
import type { RouteDeps } from './routes.js';
import { validate } from '../validate.js';

/** A batch carries what would else be many bodies. */
const BATCH_LIMIT_BYTES = 8 * BODY_LIMIT_BYTES;

export function batchRoutes(router: Router, { authenticate, batches, publicUrl, doubt }: RouteDeps): void {
  router.post('/api/batches', async (ctx) => {
    const caller = await authenticate(ctx, 'request');
    const body = await readJson(ctx, BATCH_LIMIT_BYTES);
    const { read, rest } = readAll(body);
    const request = validate(BatchRequest, { ...rest, approvals: read.map(({ request }) => request) });
    const warnings = read.map((each) => each.warnings);
    const { batch, approvals } = await batches.request(request, warnings, caller);
    const view = viewBatch(batch, approvals, publicUrl);
    const doubts = doubtsAbout([batch, ...approvals].flatMap(callbacksOf), doubt);
    ctx.body = { ...view, warnings: [...view.warnings, ...doubts] };
  });

  router.get('/api/batches/:id', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    const { batch, approvals } = await batches.get(workspaceId, ctx.params.id ?? '');
    ctx.body = viewBatch(batch, approvals, publicUrl);
  });
}

/** Reads every approval of the batch before it complains, so that all that is wrong is named at once. */
function readAll(body: unknown) {
  const { approvals, ...rest } = (typeof body === 'object' && body !== null ? body : {}) as { approvals?: unknown };
  if (!Array.isArray(approvals) || approvals.length > MAX_BATCH) {
    validate(BatchRequest.pick({ approvals: true }), {
      approvals: Array.isArray(approvals) ? approvals.slice(0, MAX_BATCH + 1) : approvals,
    });
  }
  const errors: Array<{ path: string; message: string }> = [];
  const read = (approvals as unknown[]).flatMap((each, index) => {
    try {
      return [readApprovalRequest(each)];
    } catch (error) {
      if (!(error instanceof InvalidRequest)) throw error;
      const found = error.extra.errors ?? [{ path: '', message: error.message }];
      errors.push(...found.map(({ path, message }) => ({ path: `approvals.${index}${path && `.${path}`}`, message })));
      return [];
    }
  });
  if (errors.length > 0)
    throw new InvalidRequest(errors.map(({ path, message }) => `${path}: ${message}`).join(' '), errors);
  return { read, rest };
}
