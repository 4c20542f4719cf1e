/** What happens in the workspace, as server-sent events: enough to know what to read again, nothing more. */
import { PassThrough } from 'node:stream';
import type Router from '@koa/router';
import type { Approval, Delivery, Key } from '../store/records.js';
import type { Change } from '../store/store.js';
import type { RouteDeps } from './routes.js';

const HEARTBEAT_MS = 15_000;

export function streamRoutes(router: Router, { authenticate, store, clock, waiting }: RouteDeps): void {
  router.get('/api/stream', async (ctx) => {
    const { workspaceId, key, signedIn } = await authenticate(ctx, 'read');
    const stream = new PassThrough();
    const unsubscribe = store.onCommit((changes) => {
      for (const change of changes) stream.write(eventOf(change, workspaceId));
      // Whoever may not ask any more must not go on listening either.
      if (changes.some((change) => isEnd(change, signedIn?.session.id, key?.id))) end();
    });
    let cancelBeat = (): void => undefined;
    const beat = (): void => {
      stream.write(': still here\n\n');
      cancelBeat = clock.at(new Date(clock.now().getTime() + HEARTBEAT_MS), beat);
    };
    const end = (): void => {
      unsubscribe();
      cancelBeat();
      forget();
      stream.end();
    };
    const forget = waiting.whenStopped(end);
    ctx.res.once('close', end);
    beat();
    ctx.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    ctx.body = stream;
  });
}

function isEnd({ collection, id, record }: Change, sessionId: string | undefined, keyId: string | undefined): boolean {
  if (collection === 'sessions') return id === sessionId && !record;
  return collection === 'keys' && id === keyId && Boolean((record as Key | undefined)?.revokedAt);
}

/** Empty for what is another workspace's or of no interest on the page. */
function eventOf({ collection, record }: Change, workspaceId: string): string {
  if (!record || (record as Approval).workspaceId !== workspaceId) return '';
  if (collection === 'approvals') {
    const approval = record as Approval;
    return message('approval', { id: approval.id, status: approval.status, change: latestChange(approval) });
  }
  if (collection === 'deliveries') {
    const { id, approvalId, status } = record as Delivery;
    return message('delivery', { id, approvalId, status });
  }
  return '';
}

function message(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** What happened last to the approval, by its times. */
function latestChange(approval: Approval): string {
  const comment = approval.comments.at(-1);
  const happening = approval.happenings.at(-1);
  const changes = [
    { at: approval.createdAt, change: 'requested' },
    { at: happening?.at ?? '', change: HAPPENED[happening?.event ?? ''] ?? 'handled' },
    { at: comment?.at ?? '', change: 'commented' },
    { at: approval.decidedAt ?? '', change: SETTLED[approval.status] ?? 'decided' },
  ];
  const { change } = changes.reduce((latest, each) => (each.at >= latest.at ? each : latest));
  return change === 'decided' && approval.decisionReasonCode === 'expired' && approval.autoDecided ? 'expired' : change;
}

/** Whatever else happens to one that waits may move it in lists. */
const HAPPENED: Record<string, string> = { 'approval.seen': 'seen', 'callback.registered': 'callback' };
const SETTLED: Partial<Record<Approval['status'], string>> = { CANCELLED: 'cancelled' };
