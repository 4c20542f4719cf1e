/** Working through many approvals: claiming, assigning, handing on, one verdict on many, what is related, and saved views. */
import type Router from '@koa/router';
import type { Context } from 'koa';
import type { Answerer } from '../approvals/decider.js';
import { viewApproval } from '../approvals/view.js';
import { SCOPES_OF_ROLE } from '../contract/access.js';
import {
  AssignRequest,
  BulkVerdict,
  ClaimRequest,
  DelegateRequest,
  PriorityRequest,
  SavedViewRequest,
  type BulkAnswer,
} from '../contract/handling.js';
import { RelayError } from '../errors.js';
import type { Approval } from '../store/records.js';
import type { Caller } from './authenticate.js';
import { readJson } from './body.js';
import type { RouteDeps } from './routes.js';
import { validate } from '../validate.js';

export function handlingRoutes(
  router: Router,
  { authenticate, approvals, handling, related, savedViews, publicUrl }: RouteDeps,
): void {
  const id = (ctx: Context): string => (ctx.params as { id?: string }).id ?? '';
  const show = (approval: Approval) => viewApproval(approval, publicUrl);

  router.post('/api/approvals/decisions', async (ctx) => {
    const caller = await authenticate(ctx, 'decide');
    const { ids, ...verdict } = validate(BulkVerdict, await readJson(ctx));
    const by = answerer(caller);
    const results = await Promise.all(
      ids.map(async (each): Promise<BulkAnswer['results'][number]> => {
        try {
          const { status } = await approvals.decide(caller.workspaceId, each, verdict, by);
          return { id: each, ok: true, status, code: null, detail: null };
        } catch (error) {
          if (!(error instanceof RelayError) || error.status >= 500) throw error;
          return { id: each, ok: false, status: null, code: error.code, detail: error.message };
        }
      }),
    );
    ctx.body = { done: results.filter(({ ok }) => ok).length, results } satisfies BulkAnswer;
  });

  router.post('/api/approvals/:id/claim', async (ctx) => {
    const caller = await authenticate(ctx, 'decide');
    const { takeOver } = validate(ClaimRequest, await readJson(ctx));
    ctx.body = show(await handling.claim(caller.workspaceId, id(ctx), answerer(caller), takeOver));
  });

  router.post('/api/approvals/:id/release', async (ctx) => {
    const caller = await authenticate(ctx, 'decide');
    ctx.body = show(await handling.release(caller.workspaceId, id(ctx), answerer(caller), manages(caller)));
  });

  router.post('/api/approvals/:id/assign', async (ctx) => {
    const caller = await authenticate(ctx, 'manage');
    const { to } = validate(AssignRequest, await readJson(ctx));
    ctx.body = show(await handling.assign(caller.workspaceId, id(ctx), to, caller.name));
  });

  router.post('/api/approvals/:id/delegate', async (ctx) => {
    const caller = await authenticate(ctx, 'decide');
    const { to, note } = validate(DelegateRequest, await readJson(ctx));
    ctx.body = show(await handling.delegate(caller.workspaceId, id(ctx), to, note, answerer(caller)));
  });

  router.post('/api/approvals/:id/priority', async (ctx) => {
    const caller = await authenticate(ctx, 'decide');
    const { priority } = validate(PriorityRequest, await readJson(ctx));
    ctx.body = show(await handling.prioritise(caller.workspaceId, id(ctx), priority, caller.name));
  });

  router.get('/api/approvals/:id/related', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    const found = await related.find(await approvals.get(workspaceId, id(ctx)));
    ctx.body = { items: found.map(({ approval, same }) => ({ approval: show(approval), same })) };
  });

  router.get('/api/views', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'read');
    ctx.body = { items: await savedViews.list(workspaceId, name) };
  });

  router.post('/api/views', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'read');
    ctx.body = await savedViews.create(workspaceId, validate(SavedViewRequest, await readJson(ctx)), name);
  });

  router.delete('/api/views/:id', async (ctx) => {
    const caller = await authenticate(ctx, 'read');
    await savedViews.remove(caller.workspaceId, id(ctx), caller.name, manages(caller));
    ctx.status = 204;
  });
}

function answerer({ name, email = null, keyId }: Caller): Answerer {
  return { name, email, keyId };
}

function manages({ signedIn, key }: Caller): boolean {
  const scopes = signedIn ? SCOPES_OF_ROLE[signedIn.user.role] : (key?.scopes ?? []);
  return scopes.includes('manage') || scopes.includes('admin');
}
