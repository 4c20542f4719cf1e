/** Review links: made by who manages; shown and answered by whoever has one. GET shows, POST decides. */
import type Router from '@koa/router';
import type { Context } from 'koa';
import { viewApproval } from '../approvals/view.js';
import { AlreadyDecided } from '../approvals/conflicts.js';
import { REASONS } from '../contract/reasons.js';
import { ReviewAnswer, ReviewLinkRequest, type NewReviewLink, type ReviewView } from '../contract/review.js';
import { Forbidden } from '../errors.js';
import { own } from '../store/own.js';
import type { Approval, ReviewLink } from '../store/records.js';
import { validate } from '../validate.js';
import { readJson } from './body.js';
import { refuseOtherSites } from './other-sites.js';
import type { RouteDeps } from './routes.js';

export function reviewRoutes(
  router: Router,
  { authenticate, approvals, reviewLinks, givenLinks, store, publicUrl }: RouteDeps,
): void {
  router.post('/api/approvals/:id/review-links', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    const request = validate(ReviewLinkRequest, await readJson(ctx));
    const link = await store.transaction(async (tx) => {
      const id = ctx.params.id ?? '';
      const approval = own(await tx.get('approvals', id), workspaceId, id);
      if (approval.status !== 'PENDING') throw new AlreadyDecided(approval);
      if (approval.separateDuty && approval.requestedBy === name.toLowerCase())
        throw new Forbidden('You asked for this, so somebody else must choose who decides it.');
      return reviewLinks.make(tx, approval, request, name);
    });
    const { id, email, scope, expiresAt } = link;
    ctx.body = { id, email, scope, expiresAt, url: reviewLinks.urlOf(link) } satisfies NewReviewLink;
  });

  router.get('/api/approvals/:id/review-links', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'manage');
    ctx.body = { items: await givenLinks.list(workspaceId, ctx.params.id ?? '') };
  });

  router.post('/api/approvals/:id/review-links/:link/withdraw', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'manage');
    const { id = '', link = '' } = ctx.params;
    ctx.body = await givenLinks.withdraw(workspaceId, id, link, name);
  });

  router.get('/api/review/:token', async (ctx) => {
    keepSecret(ctx);
    ctx.body = await view(await reviewLinks.read(ctx.params.token ?? ''));
  });

  router.post('/api/review/:token/decision', async (ctx) => {
    keepSecret(ctx);
    refuseOtherSites(ctx, publicUrl);
    const link = await reviewLinks.read(ctx.params.token ?? '');
    const { formToken, verdict } = validate(ReviewAnswer, await readJson(ctx));
    reviewLinks.checkForm(link, formToken);
    const { workspaceId, approvalId, email } = link;
    const by = { name: email, email, keyId: null, byLink: true };
    await approvals.decide(workspaceId, approvalId, verdict, by, (tx) => reviewLinks.use(tx, link));
    ctx.body = await view(await reviewLinks.read(ctx.params.token ?? ''));
  });

  async function view(link: ReviewLink): Promise<ReviewView> {
    const approval = await approvals.get(link.workspaceId, link.approvalId);
    const isOpen = approval.status === 'PENDING' && link.usedAt === null;
    return {
      state: isOpen ? 'open' : link.usedAt ? 'used' : 'decided',
      email: link.email,
      scope: link.scope,
      expiresAt: link.expiresAt,
      summary: approval.summary,
      approval: isOpen ? { ...viewApproval(approval, publicUrl), metadata: {}, reviewers: [] } : null,
      outcome: approval.status === 'PENDING' ? null : outcomeOf(approval),
      formToken: isOpen && link.scope === 'decide' ? reviewLinks.formToken(link) : null,
      reasons: REASONS.map(({ code, label }) => ({ code, label })),
    };
  }
}

function outcomeOf({ status, decidedBy, decidedAt, decisionNote }: Approval): ReviewView['outcome'] {
  return { status, by: decidedBy, at: decidedAt, note: decisionNote };
}

/** The address is itself a secret: no cache keeps the answer, and no other site is told of it. */
function keepSecret(ctx: Context): void {
  ctx.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' });
}
