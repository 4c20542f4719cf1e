/** Reading, deciding, cancelling and talking about approvals. GET shows, POST decides. */
import type Router from '@koa/router';
import { z } from 'zod';
import { standing } from '../approvals/standing.js';
import { timeline } from '../approvals/timeline.js';
import { viewApproval } from '../approvals/view.js';
import { ApprovalFilter } from '../contract/approval-filter.js';
import { CallbackRequest } from '../contract/approval-request.js';
import type { ApprovalList } from '../contract/approval.js';
import { MAX_HOLD_MS } from '../contract/inbound-answer.js';
import { CommentRequest, type Timeline } from '../contract/timeline.js';
import { CancelRequest, VerdictRequest } from '../contract/verdict.js';
import { REASONS } from '../contract/reasons.js';
import { readJson } from './body.js';
import { callbacksOf, doubtsAbout } from './doubts.js';
import { mineOf } from './mine.js';
import type { RouteDeps } from './routes.js';
import { validate } from '../validate.js';
import { whenGone } from './when-gone.js';

const Wait = z.object({
  wait: z.coerce
    .number('Give a number of seconds.')
    .min(0)
    .max(MAX_HOLD_MS / 1000, `Wait at most ${MAX_HOLD_MS / 1000} seconds.`)
    .default(0),
});

export function approvalRoutes(
  router: Router,
  { authenticate, approvals, waiting, typing, store, clock, publicUrl, doubt }: RouteDeps,
): void {
  router.get('/api/approvals', async (ctx) => {
    const caller = await authenticate(ctx, 'read');
    const { workspaceId } = caller;
    const filter = validate(ApprovalFilter, ctx.query);
    const page = await store.listApprovals({
      workspaceId,
      statuses: filter.status,
      actions: list(filter.action),
      risks: list(filter.risk),
      platforms: list(filter.platform),
      groups: list(filter.group),
      mine: filter.queue === 'mine' ? await mineOf(store, caller, clock.now()) : undefined,
      assignees: list(filter.assignee),
      from: filter.from && new Date(filter.from).toISOString(),
      to: filter.to && new Date(filter.to).toISOString(),
      words: filter.q
        ?.toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== ''),
      sort: filter.sort,
      limit: filter.limit,
      cursor: filter.cursor,
    });
    ctx.body = {
      ...page,
      items: page.items.map((approval) => viewApproval(approval, publicUrl)),
    } satisfies ApprovalList;
  });

  router.get('/api/approvals/:id', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    const { wait } = validate(Wait, ctx.query);
    const id = ctx.params.id ?? '';
    const found = await approvals.get(workspaceId, id);
    if (wait > 0 && found.status === 'PENDING') await waiting.untilSettled(id, wait * 1000, whenGone(ctx));
    ctx.body = viewApproval(wait > 0 ? await approvals.get(workspaceId, id) : found, publicUrl);
  });

  router.get('/api/approvals/:id/standing', async (ctx) => {
    const { workspaceId, name, email = null, keyId } = await authenticate(ctx, 'read');
    const approval = await approvals.get(workspaceId, ctx.params.id ?? '');
    ctx.body = await standing(store, approval, { name, email, keyId }, clock.now());
  });

  router.get('/api/approvals/:id/timeline', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    const approval = await approvals.get(workspaceId, ctx.params.id ?? '');
    const deliveries = await store.listDeliveries({ workspaceId, about: approval, limit: 100 });
    const batch = approval.batchId ? await store.get('batches', approval.batchId) : undefined;
    const waits = approval.status === 'PENDING' ? [approval, batch].filter((each) => each !== undefined) : [];
    const warnings = doubtsAbout(waits.flatMap(callbacksOf), doubt);
    ctx.body = { items: timeline(approval, deliveries.items), warnings } satisfies Timeline;
  });

  router.post('/api/approvals/:id/decision', async (ctx) => {
    const { workspaceId, name, email = null, keyId } = await authenticate(ctx, 'decide');
    const verdict = validate(VerdictRequest, await readJson(ctx));
    const by = { name, email, keyId };
    ctx.body = viewApproval(await approvals.decide(workspaceId, ctx.params.id ?? '', verdict, by), publicUrl);
  });

  router.post('/api/approvals/:id/cancel', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'request');
    const { note } = validate(CancelRequest, await readJson(ctx));
    ctx.body = viewApproval(await approvals.cancel(workspaceId, ctx.params.id ?? '', note, name), publicUrl);
  });

  router.post('/api/approvals/:id/callbacks', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'request');
    const callback = validate(CallbackRequest, await readJson(ctx));
    const delivery = await approvals.addCallback(workspaceId, ctx.params.id ?? '', callback, name);
    ctx.body = { deliveryId: delivery?.id ?? null };
  });

  router.post('/api/approvals/:id/comments', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'read');
    const { text } = validate(CommentRequest, await readJson(ctx));
    ctx.body = await approvals.comment(workspaceId, ctx.params.id ?? '', text, name);
  });

  router.post('/api/approvals/:id/seen', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'decide');
    await approvals.markSeen(workspaceId, ctx.params.id ?? '', name);
    ctx.status = 204;
  });

  router.post('/api/approvals/:id/typing', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'decide');
    typing(await approvals.get(workspaceId, ctx.params.id ?? ''));
    ctx.status = 204;
  });

  router.get('/api/reason-codes', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    const uses = await store.reasonCodeUses(workspaceId);
    const known = new Map<string, string>(REASONS.map(({ code, label }) => [code, label]));
    const codes = new Set([...known.keys(), ...uses.keys()]);
    const items = [...codes].map((code) => ({
      code,
      label: known.get(code) ?? inWords(code),
      uses: uses.get(code) ?? 0,
    }));
    ctx.body = { items: items.sort((one, other) => other.uses - one.uses) };
  });
}

function list(text: string | undefined): string[] | undefined {
  const entries = text
    ?.split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  return entries?.length ? entries : undefined;
}

function inWords(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
