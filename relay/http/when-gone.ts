import type { Context } from 'koa';

/** A signal for the moment when the caller has hung up and nobody reads the answer any more. */
export function whenGone(ctx: Context): AbortSignal {
  const gone = new AbortController();
  ctx.res.once('close', () => gone.abort());
  return gone.signal;
}
