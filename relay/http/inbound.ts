/** The two doors by which an approval is asked for: one that may hold for the decision, one that never does. */
import type Router from '@koa/router';
import type { Context } from 'koa';
import { MAX_HOLD_MS, type RequestedAnswer } from '../contract/inbound-answer.js';
import type { Approval } from '../store/records.js';
import { readApprovalRequest } from '../approvals/approval-request.js';
import { readTemplate } from '../platforms/read-json.js';
import { readBytes, readJson } from './body.js';
import { doubtsAbout } from './doubts.js';
import { inboundAnswer } from './inbound-answer.js';
import type { RouteDeps } from './routes.js';
import { whenGone } from './when-gone.js';

export function inboundRoutes(router: Router, { authenticate, approvals, waiting, publicUrl, doubt }: RouteDeps): void {
  router.post('/api/webhooks/inbound', async (ctx) => {
    // What calls this door is often a template in which placeholders stand.
    const { approval, maxWaitMs } = await request(ctx, async () => readTemplate(await readBytes(ctx)));
    const settled = maxWaitMs > 0 && approval.status === 'PENDING' ? await held(ctx, approval, maxWaitMs) : approval;
    ctx.body = inboundAnswer(settled, publicUrl, doubtsAbout(settled.callbacks, doubt));
  });

  router.post('/api/approvals/request', async (ctx) => {
    const { approval } = await request(ctx, () => readJson(ctx));
    const answer = inboundAnswer(approval, publicUrl, doubtsAbout(approval.callbacks, doubt));
    ctx.body = { ...answer, status: approval.status } satisfies RequestedAnswer;
  });

  async function request(
    ctx: Context,
    readBody: () => Promise<unknown>,
  ): Promise<{ approval: Approval; maxWaitMs: number }> {
    const caller = await authenticate(ctx, 'request');
    const { request, warnings } = readApprovalRequest(await readBody(), ctx.get('idempotency-key').trim() || undefined);
    const approval = await approvals.request(request, warnings, caller);
    return { approval, maxWaitMs: Math.min(request.maxWaitMs ?? 0, MAX_HOLD_MS) };
  }

  async function held(ctx: Context, approval: Approval, maxWaitMs: number): Promise<Approval> {
    await waiting.untilSettled(approval.id, maxWaitMs, whenGone(ctx));
    return approvals.get(approval.workspaceId, approval.id);
  }
}
