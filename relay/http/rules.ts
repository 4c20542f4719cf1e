/** Rules, and what a drafted one would do before it is saved or switched on. */
import type Router from '@koa/router';
import type { Replay } from '../approvals/rule-replay.js';
import { viewApproval } from '../approvals/view.js';
import {
  ReplayRequest,
  RuleDraft,
  RuleOrder,
  RuleRequest,
  type ReplayResult,
  type TryResult,
} from '../contract/rule.js';
import { validate } from '../validate.js';
import { readJson } from './body.js';
import type { RouteDeps } from './routes.js';

export function ruleRoutes(router: Router, { authenticate, ruleset, publicUrl }: RouteDeps): void {
  router.get('/api/rules', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    ctx.body = { items: await ruleset.list(workspaceId) };
  });

  router.post('/api/rules', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    ctx.body = await ruleset.create(workspaceId, validate(RuleRequest, await readJson(ctx)), name);
  });

  router.post('/api/rules/order', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    const { ids } = validate(RuleOrder, await readJson(ctx));
    ctx.body = { items: await ruleset.reorder(workspaceId, ids, name) };
  });

  router.post('/api/rules/try', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    const { rule, id } = validate(RuleDraft, await readJson(ctx));
    const { examples, ...counts } = await ruleset.tryOut(workspaceId, rule, id, name);
    ctx.body = {
      ...counts,
      examples: examples.map((each) => ({ ...each, approval: viewApproval(each.approval, publicUrl) })),
    } satisfies TryResult;
  });

  router.post('/api/rules/replay', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    const asked = validate(ReplayRequest, await readJson(ctx));
    if ('rule' in asked) {
      ctx.body = shown(await ruleset.replayDraft(workspaceId, asked.rule), asked.rule.settle?.verdict);
      return;
    }
    const { replay, rule } = await ruleset.replaySaved(workspaceId, asked.id, name);
    ctx.body = shown(replay, rule.settle?.verdict);
  });

  router.get('/api/rules/:id', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'read');
    ctx.body = await ruleset.get(workspaceId, ctx.params.id ?? '');
  });

  router.put('/api/rules/:id', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    const rule = validate(RuleRequest, await readJson(ctx));
    ctx.body = await ruleset.change(workspaceId, ctx.params.id ?? '', rule, name);
  });

  router.delete('/api/rules/:id', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    await ruleset.remove(workspaceId, ctx.params.id ?? '', name);
    ctx.status = 204;
  });

  function shown(replay: Replay, verdict: 'approve' | 'reject' = 'approve'): ReplayResult {
    return {
      ...replay,
      verdict,
      disagreements: replay.disagreements.map((approval) => viewApproval(approval, publicUrl)),
    };
  }
}
