/** Setting up platform accounts, and looking at what came in from them. */
import type Router from '@koa/router';
import { z } from 'zod';
import { readSettings } from '../connections/connections.js';
import {
  ConnectionChange,
  ConnectionRequest,
  InboundEventFilter,
  TestRequest,
  TryRequest,
  type PlatformName,
  type InboundEventView,
  type TryAnswer,
} from '../contract/connection.js';
import type { InboundCall } from '../platforms/platform.js';
import { platforms } from '../platforms/registry.js';
import { samples } from '../platforms/samples.js';
import { own } from '../store/own.js';
import type { InboundEvent } from '../store/records.js';
import { validate } from '../validate.js';
import { readJson } from './body.js';
import type { RouteDeps } from './routes.js';

export function connectionRoutes(
  router: Router,
  { authenticate, connections, receiver, request, store, newId }: RouteDeps,
): void {
  router.get('/api/platforms', async (ctx) => {
    await authenticate(ctx, 'read');
    const items = Object.entries(platforms).map(([platform, { title, secrets, settings }]) => ({
      platform,
      title,
      secrets,
      settings: z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }),
      sample: samples[platform as PlatformName],
    }));
    ctx.body = { items };
  });

  router.post('/api/platforms/try', async (ctx) => {
    await authenticate(ctx, 'admin');
    const { platform, settings, body, contentType } = validate(TryRequest, await readJson(ctx));
    const { what, translation } = await receiver.tryOut(
      { platform },
      readSettings(platform, settings),
      callWith(body, contentType),
    );
    ctx.body = {
      what,
      ignored: 'ignored' in translation ? translation.ignored : null,
      approval: 'proposal' in translation ? translation.proposal.request : null,
    } satisfies TryAnswer;
  });

  router.get('/api/connections', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'admin');
    ctx.body = { items: await connections.list(workspaceId) };
  });

  router.post('/api/connections', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    ctx.body = await connections.create(workspaceId, validate(ConnectionRequest, await readJson(ctx)), name);
  });

  router.get('/api/connections/:id', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'admin');
    ctx.body = await connections.get(workspaceId, ctx.params.id ?? '');
  });

  router.patch('/api/connections/:id', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    ctx.body = await connections.change(
      workspaceId,
      ctx.params.id ?? '',
      validate(ConnectionChange, await readJson(ctx)),
      name,
    );
  });

  router.delete('/api/connections/:id', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    await connections.remove(workspaceId, ctx.params.id ?? '', name);
    ctx.status = 204;
  });

  router.get('/api/connections/:id/set-up', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'admin');
    ctx.body = await connections.setUpSteps(workspaceId, ctx.params.id ?? '');
  });

  router.post('/api/connections/:id/set-up', async (ctx) => {
    const { workspaceId, name } = await authenticate(ctx, 'admin');
    ctx.body = await connections.setUp(workspaceId, ctx.params.id ?? '', request, name);
  });

  router.post('/api/connections/:id/test', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'admin');
    const id = ctx.params.id ?? '';
    const connection = own(await store.get('connections', id), workspaceId, id);
    const given = { ...samples[connection.platform], ...validate(TestRequest, await readJson(ctx)) };
    const body = given.body.replaceAll('{{unique}}', newId('test'));
    ctx.body = viewEvent((await receiver.receiveTest(connection, callWith(body, given.contentType))).event);
  });

  router.get('/api/connections/:id/events', async (ctx) => {
    const { workspaceId } = await authenticate(ctx, 'admin');
    const id = ctx.params.id ?? '';
    own(await store.get('connections', id), workspaceId, id);
    const page = await store.listEvents({ connectionId: id, ...validate(InboundEventFilter, ctx.query) });
    ctx.body = { ...page, items: page.items.map(viewEvent) };
  });
}

function callWith(body: string, contentType: string): InboundCall {
  return { method: 'POST', url: '', headers: { 'content-type': contentType }, query: {}, body: Buffer.from(body) };
}

function viewEvent({
  id,
  createdAt,
  what,
  outcome,
  reason,
  approvalId,
  repeats,
  call,
}: InboundEvent): InboundEventView {
  return { id, receivedAt: createdAt, what, outcome, reason, approvalId, repeats, body: call.body };
}
