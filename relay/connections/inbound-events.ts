/** What came in, noted with what became of it, and the approval that it asks for opened in the same transaction. */
import { readApprovalRequest } from '../approvals/approval-request.js';
import { settledAtOnce } from '../approvals/at-once.js';
import { open } from '../approvals/lifecycle.js';
import { expiryMinutes, saveOpened } from '../approvals/opening.js';
import { createSettling } from '../approvals/settling.js';
import type { Clock } from '../clock.js';
import { InvalidRequest } from '../errors.js';
import type { NewId } from '../ids.js';
import { Unreadable, type InboundCall, type Incoming, type Translation } from '../platforms/platform.js';
import type { Approval, Connection, InboundEvent, StoredCall } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';

const KEPT_CHARACTERS = 64 * 1024;
/** Headers that may carry a secret are not kept. */
const SECRET_HEADER = /authorization|cookie|secret|api-key|signature|token/;

export interface Noted {
  event: InboundEvent;
  approval: Approval | null;
  /** How long the caller would like to wait for the decision. */
  maxWaitMs: number;
}
export type InboundEvents = ReturnType<typeof createInboundEvents>;

export function createInboundEvents({ store, clock, newId }: { store: Store; clock: Clock; newId: NewId }) {
  const settling = createSettling({ clock, newId });
  return { eventOf, refuse, settle, repeated };

  function eventOf(
    connection: Connection,
    call: InboundCall | undefined,
    incoming: Pick<Incoming, 'what' | 'dedupeKey'>,
  ): InboundEvent {
    return {
      id: newId('evt'),
      workspaceId: connection.workspaceId,
      connectionId: connection.id,
      createdAt: clock.now().toISOString(),
      dedupeKey: incoming.dedupeKey,
      what: incoming.what,
      outcome: 'received',
      reason: null,
      approvalId: null,
      repeats: 0,
      call: stored(call),
    };
  }

  /** Refused calls are counted, not kept, so that nobody can fill the disk with them: one entry a minute. */
  async function refuse(connection: Connection, reason: string): Promise<void> {
    const minute = clock.now().toISOString().slice(0, 16);
    await store.transaction(async (tx) => {
      const what = { what: 'refused call', dedupeKey: `refused ${minute}` };
      if (await repeated(tx, connection, what.dedupeKey)) return;
      tx.put('events', { ...eventOf(connection, undefined, what), outcome: 'refused', reason });
    });
  }

  /** Notes what becomes of the event, and opens its approval unless the same request is there already. */
  async function settle(
    tx: Transaction,
    connection: Connection,
    event: InboundEvent,
    translation: Translation | Unreadable,
  ): Promise<Noted> {
    const end = (outcome: InboundEvent['outcome'], reason: string | null, approval: Approval | null = null) => {
      const ended = { ...event, outcome, reason, approvalId: approval?.id ?? null };
      tx.put('events', ended);
      return { event: ended, approval, maxWaitMs: maxWait(translation) };
    };
    if (translation instanceof Unreadable) return end('failed', translation.message);
    if ('ignored' in translation) return end('ignored', translation.ignored);
    const { proposal } = translation;
    try {
      const { request, warnings } = readApprovalRequest({
        ...(connection.riskLevel && { riskLevel: connection.riskLevel }),
        ...(connection.group && { group: connection.group }),
        ...present(proposal.request),
        platform: connection.platform,
      });
      const earlier =
        request.idempotencyKey &&
        (await tx.findApprovalByIdempotencyKey(connection.workspaceId, request.idempotencyKey));
      if (earlier) return end('approval', 'The same request had come before.', earlier);
      const now = clock.now();
      const approval = open(request, {
        id: newId('req'),
        now,
        requester: { workspaceId: connection.workspaceId, keyId: null, name: connection.name },
        warnings,
        requestHash: null,
        batchId: null,
        source: { connectionId: connection.id, ...proposal.source },
        expiryMinutes: await expiryMinutes(tx, connection.workspaceId),
      });
      const opened = await saveOpened(tx, approval, now, newId);
      const settled = await settledAtOnce(tx, opened, now);
      if (settled) await settling.save(tx, settled);
      return end('approval', null, settled ?? opened);
    } catch (error) {
      if (!(error instanceof InvalidRequest)) throw error;
      return end('failed', error.message);
    }
  }

  async function repeated(
    tx: Transaction,
    connection: Connection,
    dedupeKey: string | null,
  ): Promise<InboundEvent | undefined> {
    const earlier = dedupeKey === null ? undefined : await tx.findEventByDedupeKey(connection.id, dedupeKey);
    if (earlier) tx.put('events', { ...earlier, repeats: earlier.repeats + 1 });
    return earlier;
  }
}

/** How long the caller of a translated payload would like to wait. */
export function maxWait(translation: Translation | Unreadable): number {
  const wanted = 'proposal' in translation ? Number(translation.proposal.request.maxWaitMs ?? 0) : 0;
  return Number.isFinite(wanted) ? wanted : 0;
}

/** Without the fields that have no value. */
export function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
}

function stored(call: InboundCall | undefined): StoredCall {
  if (!call) return { method: '', url: '', headers: {}, query: {}, body: '' };
  const headers = Object.fromEntries(Object.entries(call.headers).filter(([name]) => !SECRET_HEADER.test(name)));
  return {
    method: call.method,
    url: call.url,
    headers,
    query: call.query,
    body: call.body.toString('utf8').slice(0, KEPT_CHARACTERS),
  };
}
