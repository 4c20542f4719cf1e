/**
 * What comes in at a connection's address: checked, read, translated, and saved together with the approval it becomes.
 * Whatever happens, it can be looked at afterwards, with the reason.
 */
import { readApprovalRequest } from '../approvals/approval-request.js';
import { lookUpDelivery } from '../approvals/outbox.js';
import type { Clock } from '../clock.js';
import { NotFound, RelayError } from '../errors.js';
import type { NewId } from '../ids.js';
import {
  Unreadable,
  type Answer,
  type InboundCall,
  type Incoming,
  type Request,
  type Translation,
} from '../platforms/platform.js';
import { platforms } from '../platforms/registry.js';
import type { Connection } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Connections } from './connections.js';
import { maxWait, present, type InboundEvents, type Noted } from './inbound-events.js';

export interface Received extends Noted {
  /** The platform's own way of saying yes, if it has one. */
  answer: Answer | undefined;
}

interface ReceiverDeps {
  store: Store;
  clock: Clock;
  newId: NewId;
  connections: Connections;
  inboundEvents: InboundEvents;
}
export type Receiver = ReturnType<typeof createReceiver>;

export function createReceiver({ store, clock, newId, connections, inboundEvents }: ReceiverDeps) {
  const { eventOf, refuse, repeated, settle } = inboundEvents;

  return {
    /** An answer to what is no event at all, such as a probe of the address. Throws NotFound. */
    async probe(connectionId: string, call: InboundCall): Promise<Answer | undefined> {
      return platforms[(await connectionOf(connectionId)).platform].probe?.(call);
    },

    // Who shows a key of the workspace need not sign, which an AI agent cannot do.
    /** Throws NotFound, a 401 when the call is not the platform's own, a 422 when it cannot be read. */
    async receive(
      connectionId: string,
      call: InboundCall,
      showsKey: (workspaceId: string) => Promise<boolean>,
    ): Promise<Received> {
      const connection = await connectionOf(connectionId);
      const platform = platforms[connection.platform];
      const settings = connections.openSettings(connection);
      const refused = platform.verify(call, settings, clock.now());
      if (refused && !(await showsKey(connection.workspaceId))) {
        await refuse(connection, refused);
        throw new RelayError(401, 'not_authentic', 'The call is refused', refused);
      }
      let incoming: Incoming;
      try {
        incoming = platform.read(call, settings);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        throw await unreadable(connection, call, 'unreadable', error.message);
      }
      const answer = platform.answer?.(incoming);
      if (platform.lookUp?.(incoming, settings)) return { ...(await saveForLater(connection, call, incoming)), answer };
      const translation = await translated(() => platform.translate(incoming, settings));
      const received = await save(connection, call, incoming, translation);
      if (received.event.outcome === 'failed') throw failure(received.event.reason ?? '');
      return { ...received, answer };
    },

    /** Finishes what was answered before it was translated. `request` undefined gives up looking anything up. */
    async translateStored(eventId: string, request: Request | undefined): Promise<void> {
      const event = await store.get('events', eventId);
      const connection = event && (await store.get('connections', event.connectionId));
      if (!event || !connection || event.outcome !== 'received') return;
      const platform = platforms[connection.platform];
      const settings = connections.openSettings(connection);
      const incoming = platform.read({ ...event.call, body: Buffer.from(event.call.body) }, settings);
      const found = request && (await platform.lookUp?.(incoming, settings)?.(request));
      const translation = await translated(() => platform.translate(incoming, settings, found));
      await store.transaction(async (tx) => {
        const now = (await tx.get('events', eventId)) ?? event;
        if (now.outcome === 'received') await settle(tx, connection, now, translation);
      });
    },

    /** As if the platform had sent it, unsigned; nothing is looked up or written back, so it can be decided without harm. */
    async receiveTest(connection: Connection, call: InboundCall): Promise<Noted> {
      const platform = platforms[connection.platform];
      const settings = connections.openSettings(connection);
      try {
        const incoming = platform.read(call, settings);
        const translation = asTest(await platform.translate(incoming, settings));
        return await save(
          connection,
          call,
          { ...incoming, what: `test: ${incoming.what}`, dedupeKey: null },
          translation,
        );
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        throw await unreadable(connection, call, 'test', error.message);
      }
    },

    /** What would become of a payload, without anything being kept. Throws a 422, or InvalidRequest for an unusable request. */
    async tryOut(
      connection: Pick<Connection, 'platform'>,
      settings: Record<string, unknown>,
      call: InboundCall,
    ): Promise<{ what: string; translation: Translation }> {
      const platform = platforms[connection.platform];
      try {
        const incoming = platform.read(call, settings);
        const translation = await platform.translate(incoming, settings);
        if ('proposal' in translation) readApprovalRequest(present(translation.proposal.request));
        return { what: incoming.what, translation };
      } catch (error) {
        if (error instanceof Unreadable) throw failure(error.message);
        throw error;
      }
    },
  };

  async function connectionOf(id: string): Promise<Connection> {
    const connection = await store.get('connections', id);
    if (!connection) throw new NotFound('The connection');
    return connection;
  }

  async function unreadable(
    connection: Connection,
    call: InboundCall,
    what: string,
    reason: string,
  ): Promise<RelayError> {
    await store.transaction(async (tx) =>
      tx.put('events', { ...eventOf(connection, call, { what, dedupeKey: null }), outcome: 'failed', reason }),
    );
    return failure(reason);
  }

  async function saveForLater(connection: Connection, call: InboundCall, incoming: Incoming): Promise<Noted> {
    return store.transaction(async (tx) => {
      const earlier = await repeated(tx, connection, incoming.dedupeKey);
      const event = earlier ?? eventOf(connection, call, incoming);
      if (!earlier) {
        tx.put('events', event);
        tx.put('deliveries', lookUpDelivery(event, clock.now(), newId));
      }
      const approval = event.approvalId ? await tx.get('approvals', event.approvalId) : undefined;
      return { event, approval: approval ?? null, maxWaitMs: 0 };
    });
  }

  async function save(
    connection: Connection,
    call: InboundCall,
    incoming: Incoming,
    translation: Translation | Unreadable,
  ): Promise<Noted> {
    return store.transaction(async (tx) => {
      const earlier = await repeated(tx, connection, incoming.dedupeKey);
      if (!earlier) return settle(tx, connection, eventOf(connection, call, incoming), translation);
      const approval = earlier.approvalId ? await tx.get('approvals', earlier.approvalId) : undefined;
      return { event: earlier, approval: approval ?? null, maxWaitMs: maxWait(translation) };
    });
  }
}

/** An expression that fails is the payload's or its author's fault, and is shown as such. */
async function translated(translate: () => Translation | Promise<Translation>): Promise<Translation | Unreadable> {
  try {
    return await translate();
  } catch (error) {
    if (error instanceof Unreadable) return error;
    throw error;
  }
}

/** The same approval, marked as a test, and with nowhere to write the decision back to. */
function asTest(translation: Translation): Translation {
  if ('ignored' in translation) return translation;
  const { request, source } = translation.proposal;
  const { idempotencyKey: _once, webhookUrl: _to, callbackUrl: _too, ...rest } = request;
  const marked = { ...rest, summary: `Test: ${String(request.summary)}` };
  return { proposal: { request: marked, source: { ...source, url: null } } };
}

/** 422: Zendesk does not repeat it and shows the text to the person who wrote the template. */
function failure(reason: string): RelayError {
  return new RelayError(422, 'unreadable_payload', 'The payload cannot be used', reason);
}
