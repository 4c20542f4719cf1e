/** The live state with its indexes: only what is durable, changed only by `apply`. */
import { createHash } from 'node:crypto';
import { configure } from 'safe-stable-stringify';
import { auditId } from './audit-chain.js';
import { createApprovalIndex } from './approval-index.js';
import { emptyData } from './data.js';
import { createDeliveryIndex } from './delivery-index.js';
import { createEventIndex } from './event-index.js';
import { createLists } from './lists.js';
import type { Approval, AuditFile, Collection, Delivery, InboundEvent, Records } from './records.js';
import type { Change } from './store.js';

export type Tables = ReturnType<typeof createTables>;

export function createTables() {
  const data = emptyData();
  const approvals = createApprovalIndex();
  const deliveries = createDeliveryIndex();
  const events = createEventIndex();
  const lists = createLists(data);
  const unique = new Map<string, string>();

  return {
    data,
    approvals,
    deliveries,
    events,
    lists,
    /** The id of the record that has this unique key. */
    idOf: (key: string): string | undefined => unique.get(key),

    /** What the journal holds, at the start: changes whose indexes are made once, by `index`, for what is left of them. */
    load({ collection, id, record }: Change): void {
      put(collection, id, record);
    },
    index(): void {
      for (const collection of Object.keys(data) as Collection[])
        for (const record of data[collection].values()) note(collection, undefined, record);
    },

    apply(changes: Change[]): void {
      for (const { collection, id, record } of changes) note(collection, put(collection, id, record), record);
    },
  };

  /** Gives what was there before. */
  function put(collection: Collection, id: string, record: Change['record']): Change['record'] {
    const table = data[collection] as Map<string, Records[Collection]>;
    const before = table.get(id);
    if (record) table.set(id, record);
    else table.delete(id);
    if (collection === 'auditFiles') forgetMoved(before as AuditFile | undefined, record as AuditFile | undefined);
    return before;
  }

  function note(collection: Collection, before: Change['record'], after: Change['record']): void {
    if (collection === 'approvals') approvals.change(before as Approval, after as Approval);
    if (collection === 'deliveries') deliveries.change(before as Delivery, after as Delivery);
    if (collection === 'events') events.change(before as InboundEvent, after as InboundEvent);
    lists.changed(collection);
    if (before) for (const key of uniqueKeys(collection, before)) unique.delete(key);
    if (after) for (const key of uniqueKeys(collection, after)) unique.set(key, after.id);
  }

  /** What is in the audit's file by now need not be in memory. */
  function forgetMoved(before: AuditFile | undefined, after: AuditFile | undefined): void {
    if (!after) return;
    for (let seq = (before?.seq ?? 0) + 1; seq <= after.seq; seq += 1) data.audit.delete(auditId(after.id, seq));
  }
}

const stableText = configure({ deterministic: true });

/** Names what a reviewer has allowed by changing it: these details, for this action, within this scope. */
export function allowanceKey({ workspaceId, changeScope, action }: Approval, details: unknown): string | undefined {
  if (!changeScope) return undefined;
  const hash = createHash('sha256').update(stableText({ changeScope, action, details }) ?? '');
  return `allowance ${workspaceId} ${hash.digest('base64url')}`;
}

export const uniqueKey = {
  approval: (workspaceId: string, idempotencyKey: string) => `approval ${workspaceId} ${idempotencyKey}`,
  batch: (workspaceId: string, idempotencyKey: string) => `batch ${workspaceId} ${idempotencyKey}`,
  key: (hash: string) => `key ${hash}`,
  user: (email: string) => `user ${email}`,
  event: (connectionId: string, dedupeKey: string) => `event ${connectionId} ${dedupeKey}`,
};

/** By what a record is looked up besides its id. */
export function uniqueKeys<C extends Collection>(collection: C, record: Records[C]): readonly string[] {
  const keysOf: ((record: Records[C]) => readonly string[]) | undefined = KEYS_OF[collection];
  return keysOf ? keysOf(record) : NONE;
}

const NONE: readonly string[] = [];

const KEYS_OF: { [C in Collection]?: (record: Records[C]) => readonly string[] } = {
  approvals: (approval) => {
    const { workspaceId, idempotencyKey, modifiedDetails } = approval;
    const isOpen = approval.status === 'APPROVED' && modifiedDetails !== null && !approval.allowanceUsedBy;
    const allowance = isOpen ? allowanceKey(approval, modifiedDetails) : undefined;
    const idempotent = idempotencyKey === null ? undefined : uniqueKey.approval(workspaceId, idempotencyKey);
    if (allowance === undefined) return idempotent === undefined ? NONE : [idempotent];
    return idempotent === undefined ? [allowance] : [idempotent, allowance];
  },
  batches: ({ workspaceId, idempotencyKey }) =>
    idempotencyKey === null ? NONE : [uniqueKey.batch(workspaceId, idempotencyKey)],
  keys: ({ hash }) => [uniqueKey.key(hash)],
  events: ({ connectionId, dedupeKey }) => (dedupeKey === null ? NONE : [uniqueKey.event(connectionId, dedupeKey)]),
  users: ({ email }) => [uniqueKey.user(email)],
};
