/** Errors as `application/problem+json` (RFC 9457). What is not expected is a bug: logged, and answered without its text. */
import type { Logger } from 'pino';
import type { Context, Middleware } from 'koa';
import { AlreadyDecided, IdempotencyConflict } from '../approvals/conflicts.js';
import { viewApproval } from '../approvals/view.js';
import type { Problem } from '../contract/problem.js';
import { RelayError } from '../errors.js';

/** The outermost middleware: turns whatever is thrown into an answer. */
export function problems(log: Logger, publicUrl: string): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) answer(ctx, notFound(ctx));
      if (ctx.status === 405) answer(ctx, wrongMethod(ctx));
    } catch (error) {
      if (error instanceof RelayError) {
        if (error.status >= 500) log.error({ err: error, cause: error.cause }, error.title);
        if (error.extra.retryAfterSeconds !== undefined) ctx.set('Retry-After', String(error.extra.retryAfterSeconds));
        answer(ctx, described(error, publicUrl));
      } else {
        log.error({ err: error, method: ctx.method, path: ctx.path }, 'Unexpected error');
        answer(ctx, {
          type: 'about:blank',
          title: 'Internal error',
          status: 500,
          code: 'internal_error',
          detail: 'Something went wrong in the relay. Its log says more.',
        });
      }
    }
  };
}

function described(error: RelayError, publicUrl: string): Problem {
  const conflict = error instanceof AlreadyDecided || error instanceof IdempotencyConflict ? error.approval : undefined;
  return {
    type: 'about:blank',
    title: error.title,
    status: error.status,
    code: error.code,
    detail: error.message,
    ...(error.extra.errors && { errors: error.extra.errors }),
    ...(conflict && { approvalId: conflict.id, approval: viewApproval(conflict, publicUrl) }),
  };
}

function notFound(ctx: Context): Problem {
  return {
    type: 'about:blank',
    title: 'Not found',
    status: 404,
    code: 'not_found',
    detail: `There is nothing at ${ctx.path}. /docs lists what there is.`,
  };
}

function wrongMethod(ctx: Context): Problem {
  return {
    type: 'about:blank',
    title: 'Wrong method',
    status: 405,
    code: 'method_not_allowed',
    detail: `${ctx.path} takes ${ctx.response.get('Allow')}, not ${ctx.method}.`,
  };
}

function answer(ctx: Context, problem: Problem): void {
  ctx.status = problem.status;
  ctx.body = JSON.stringify(problem);
  ctx.type = 'application/problem+json';
}
