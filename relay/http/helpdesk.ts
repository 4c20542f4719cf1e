/** The helpdesk that Fin calls, in both published generations. It never answers 403, by which Fin would only fetch a new token. */
import type Router from '@koa/router';
import type { Context } from 'koa';
import { NotFound, RelayError } from '../errors.js';
import type { Caller } from '../helpdesk/ask.js';
import type { Operation } from '../helpdesk/helpdesk.js';
import { parseJson } from '../parse-json.js';
import { credentialsOf, isClient, newToken, refusal } from '../platforms/fin-helpdesk/authentic.js';
import type { FinHelpdeskSettings } from '../platforms/fin-helpdesk/settings.js';
import type { Connection } from '../store/records.js';
import { callOf } from './connection-inbound.js';
import type { RouteDeps } from './routes.js';

/** Messages carry HTML, and a conversation that is refused ends the customer's. */
const LIMIT_BYTES = 5 * 1024 * 1024;
const OPERATIONS: Operation[] = [
  'get_agents',
  'get_user',
  'create_user',
  'update_user',
  'get_conversation',
  'create_conversation',
  'update_conversation',
  'get_messages',
  'create_message',
];
/** The older generation, by method and path. */
const REST: Array<[method: 'GET' | 'POST' | 'PUT', path: string, operation: Operation]> = [
  ['GET', 'agents', 'get_agents'],
  ['GET', 'user', 'get_user'],
  ['POST', 'user', 'create_user'],
  ['PUT', 'user', 'update_user'],
  ['GET', 'conversation', 'get_conversation'],
  ['POST', 'conversation', 'create_conversation'],
  ['PUT', 'conversation', 'update_conversation'],
  ['GET', 'messages', 'get_messages'],
  ['POST', 'messages', 'create_message'],
];

type HelpdeskContext = Context & { params: Record<string, string> };

export function helpdeskRoutes(
  router: Router,
  { helpdesk, connections, inboundEvents, store, clock, log, publicUrl }: RouteDeps,
): void {
  router.post('/helpdesk/:id/oauth/token', async (ctx: HelpdeskContext) => {
    const call = await callOf(ctx, publicUrl);
    const { connection, settings } = await connectionOf(ctx);
    const credentials = credentialsOf(call);
    ctx.set({ 'cache-control': 'no-store', pragma: 'no-cache' });
    // RFC 6749, section 5.2, has its own words for what is wrong.
    if (credentials.grantType !== 'client_credentials') return fail(ctx, 400, 'unsupported_grant_type');
    if (!isClient(credentials, connection.id, settings)) {
      await inboundEvents.refuse(connection, 'A token was asked for with a wrong client ID or secret.');
      ctx.set('www-authenticate', 'Basic realm="helpdesk"');
      return fail(ctx, 401, 'invalid_client');
    }
    ctx.body = newToken(connection.id, settings, clock.now());
  });

  for (const operation of OPERATIONS)
    router.post(`/helpdesk/:id/${operation}`, (ctx: HelpdeskContext) =>
      answer(
        ctx,
        operation,
        (data) => ({ data }),
        (error) => ({ error }),
      ),
    );
  for (const [method, path, operation] of REST)
    router.register(`/helpdesk/:id/${path}`, [method], (ctx: HelpdeskContext) =>
      answer(
        ctx,
        operation,
        (data) => data,
        (error) => error,
      ),
    );

  async function answer(
    ctx: HelpdeskContext,
    operation: Operation,
    wrap: (data: unknown) => unknown,
    wrapError: (problem: object) => object,
  ): Promise<void> {
    try {
      const { caller, input } = await authentic(ctx, operation);
      const data = await helpdesk[operation](caller, input);
      ctx.status = operation.startsWith('create_') ? 201 : 200;
      ctx.body = wrap(data);
    } catch (error) {
      const { status, title, detail, retryAfter } = described(error);
      if (status >= 500) log.error({ err: error, operation }, 'A call of Fin failed');
      if (retryAfter !== undefined) ctx.set('retry-after', String(retryAfter));
      ctx.status = status;
      ctx.body = JSON.stringify(wrapError({ type: 'about:blank', title, status, detail, instance: ctx.path }));
      ctx.type = 'application/problem+json';
    }
  }

  async function authentic(ctx: HelpdeskContext, what: Operation): Promise<{ caller: Caller; input: unknown }> {
    const call = await callOf(ctx, publicUrl, LIMIT_BYTES);
    const { connection, settings } = await connectionOf(ctx);
    const refused = refusal(call, connection.id, settings, clock.now());
    if (refused) {
      await inboundEvents.refuse(connection, refused);
      throw new RelayError(401, 'unauthenticated', 'The call is refused', refused);
    }
    const input = call.body.length > 0 ? parseJson(call.body) : call.query;
    return { caller: { connection, settings, call, what }, input };
  }

  async function connectionOf(
    ctx: HelpdeskContext,
  ): Promise<{ connection: Connection; settings: FinHelpdeskSettings }> {
    const connection = await store.get('connections', ctx.params.id ?? '');
    if (connection?.platform !== 'fin-helpdesk') throw new NotFound('The helpdesk');
    return { connection, settings: connections.openSettings(connection) as FinHelpdeskSettings };
  }
}

function described(error: unknown): { status: number; title: string; detail: string; retryAfter?: number } {
  if (!(error instanceof RelayError))
    return { status: 500, title: 'Internal error', detail: 'Something went wrong in the relay. Its log says more.' };
  const { title, message, extra } = error;
  return { status: error.status, title, detail: message, retryAfter: extra.retryAfterSeconds };
}

function fail(ctx: Context, status: number, error: string): void {
  ctx.status = status;
  ctx.body = { error };
}
