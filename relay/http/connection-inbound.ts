/** The address of a connection, where a platform sends its own payload. Whoever knows it needs no key; see each platform's `verify`. */
import type Router from '@koa/router';
import type { Context } from 'koa';
import { MAX_HOLD_MS } from '../contract/inbound-answer.js';
import { Forbidden, Unauthenticated } from '../errors.js';
import type { InboundCall } from '../platforms/platform.js';
import type { Authenticate } from './authenticate.js';
import { readBytes } from './body.js';
import { inboundAnswer } from './inbound-answer.js';
import type { RouteDeps } from './routes.js';
import { whenGone } from './when-gone.js';

const METHODS = ['HEAD', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

export function connectionInboundRoutes(
  router: Router,
  { authenticate, receiver, approvals, waiting, publicUrl }: RouteDeps,
): void {
  router.register('/in/:id', METHODS, async (ctx: Context & { params: Record<string, string> }) => {
    const id = ctx.params.id ?? '';
    const call = await callOf(ctx, publicUrl);
    const probed = await receiver.probe(id, call);
    if (probed) return respond(ctx, probed.status, probed.body, probed.headers);
    const { event, approval, maxWaitMs, answer } = await receiver.receive(id, call, keyOf(ctx, authenticate));
    if (answer) return respond(ctx, answer.status, answer.body, answer.headers);
    if (!approval) {
      ctx.body = { status: event.outcome, eventId: event.id, reason: event.reason };
      return;
    }
    const wait = Math.min(maxWaitMs, MAX_HOLD_MS);
    if (wait > 0 && approval.status === 'PENDING') await waiting.untilSettled(approval.id, wait, whenGone(ctx));
    ctx.body = inboundAnswer(wait > 0 ? await approvals.get(approval.workspaceId, approval.id) : approval, publicUrl);
  });
}

/** Whether the call carries a key of the given workspace that may ask. */
function keyOf(ctx: Context, authenticate: Authenticate) {
  return async (workspaceId: string): Promise<boolean> => {
    if (!ctx.get('x-api-key')) return false;
    try {
      return (await authenticate(ctx, 'request')).workspaceId === workspaceId;
    } catch (error) {
      if (error instanceof Unauthenticated || error instanceof Forbidden) return false;
      throw error;
    }
  };
}

/** The call as it came. `limitBytes` is that of its body. */
export async function callOf(ctx: Context, publicUrl: string, limitBytes?: number): Promise<InboundCall> {
  const headers = Object.fromEntries(
    Object.entries(ctx.req.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  const query = Object.fromEntries(new URLSearchParams(ctx.querystring));
  return { method: ctx.method, url: `${publicUrl}${ctx.url}`, headers, query, body: await readBytes(ctx, limitBytes) };
}

function respond(
  ctx: Context,
  status: number,
  body: string | Record<string, unknown>,
  headers: Record<string, string> = {},
): void {
  ctx.status = status;
  ctx.set(headers);
  ctx.body = body;
}
