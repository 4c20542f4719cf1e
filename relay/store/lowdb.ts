/**
 * The embedded store: lowdb holds the live state, a journal makes it durable. Transactions work one at a time in memory
 * and then share their way to the disk; what they did is seen by others only when it has arrived there.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import type { Logger } from 'pino';
import { StorageUnavailable } from '../errors.js';
import { link, NO_ENTRIES, type AuditFact, type AuditHead } from './audit-chain.js';
import type { Data } from './data.js';
import type { Disk } from './journal-file.js';
import { createJournal } from './journal.js';
import { withChanges } from './loads.js';
import { inWorkspace } from './lists.js';
import { lockFolder } from './lock.js';
import { createOverlay, type Overlay } from './overlay.js';
import type { Collection, Records } from './records.js';
import type { Change, Reader, Store, Transaction } from './store.js';
import { createTables, uniqueKey, type Tables } from './tables.js';

export interface LowdbOptions {
  folder: string;
  log: Logger;
  disk?: Disk;
  /** Records in the journal below which it is never compacted. */
  compactAtLeast?: number;
}

/** Opens the store in a folder of its own. Throws StartupError when another process has it or its journal cannot be read. */
export async function openLowdbStore({ folder, log, disk, compactAtLeast }: LowdbOptions): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(folder);
  const tables = createTables();
  const inFlight = createOverlay();
  const listeners = new Set<(changes: Change[]) => void>();
  const journal = createJournal({
    file: path.join(folder, 'journal.ndjson'),
    log,
    data: tables.data,
    load: tables.load,
    loaded: tables.index,
    apply: tables.apply,
    disk,
    compactAtLeast,
  });
  const db = new Low<Data>(journal, tables.data);
  try {
    await db.read();
  } catch (error) {
    await unlock();
    throw error;
  }
  let turn: Promise<unknown> = Promise.resolve();
  let transactions = 0;
  const auditHeads = headsOf(tables.data);

  return {
    ...reader(tables),

    async transaction(work) {
      if (journal.failure()) throw new StorageUnavailable(journal.failure());
      const number = (transactions += 1);
      const worked = turn.then(async () => {
        const own = createOverlay();
        const facts: AuditFact[] = [];
        const result = await work(transaction(tables, inFlight, own, number, facts));
        const put = own.changes();
        for (const change of put) inFlight.put(change, number);
        const changes = facts.length > 0 ? [...put, ...facts.map(linked)] : put;
        if (changes.length > 0) journal.stage(changes);
        return { result, put, changes };
      });
      turn = worked.catch(() => undefined); // Its caller is told; the next transaction goes on.
      const { result, put, changes } = await worked;
      // One that changed nothing may still have seen what is on its way, so it too waits until that is safe.
      try {
        if (changes.length > 0 || !inFlight.isEmpty()) await db.write();
      } finally {
        inFlight.drop(put, number);
      }
      if (changes.length > 0) for (const listener of [...listeners]) listener(changes);
      return result;
    },

    listApprovals: (query) => tables.approvals.list(query),
    settledApprovals: async (query) => tables.approvals.settled(query),
    overdueApprovals: async (now, limit) => tables.approvals.overdue(now, limit),
    dueMoments: async (now, limit) => tables.approvals.dueMoments(now, limit),
    nextMoment: async () => tables.approvals.nextMoment(),
    nextDeadline: async () => tables.approvals.nextDeadline(),
    listDeliveries: async (query) => tables.deliveries.list(query),
    every: (collection) => tables.data[collection].values(),
    listEvents: async (query) => tables.events.list(query),
    eventsBefore: async (time, limit) => tables.events.before(time.toISOString(), limit),
    claimDeliveries: async (claim) => tables.deliveries.claim(claim),
    releaseDelivery: (id) => tables.deliveries.release(id),
    nextDelivery: async () => tables.deliveries.nextDue(),
    recentAudit: async (workspaceId) =>
      [...tables.data.audit.values()].filter((entry) => entry.workspaceId === workspaceId),
    reasonCodeUses: async (workspaceId) => tables.approvals.reasons(workspaceId),
    nameUses: async (workspaceId) => tables.approvals.names(workspaceId),
    groupUses: async (workspaceId) => tables.approvals.groups(workspaceId),
    counts: async () => ({ approvals: tables.approvals.counts(), deliveries: tables.deliveries.counts() }),

    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    async check() {
      if (journal.failure()) throw new StorageUnavailable(journal.failure());
    },

    async close() {
      await turn;
      await journal.close();
      await unlock();
    },
  };

  /** Transactions come here one at a time, in the order of the journal. */
  function linked(fact: AuditFact): Change {
    const record = link(auditHeads.get(fact.workspaceId) ?? NO_ENTRIES, fact);
    auditHeads.set(fact.workspaceId, record);
    return { collection: 'audit', id: record.id, record };
  }
}

/** Where each workspace's audit ends, as the journal left it. */
function headsOf(data: Data): Map<string, AuditHead> {
  const heads = new Map<string, AuditHead>();
  for (const record of [...data.auditFiles.values(), ...data.audit.values()]) {
    if (record.seq > (heads.get(record.workspaceId)?.seq ?? 0)) heads.set(record.workspaceId, record);
  }
  return heads;
}

function reader(tables: Tables): Reader {
  const byKey = async <C extends Collection>(collection: C, key: string): Promise<Records[C] | undefined> => {
    const id = tables.idOf(key);
    return id === undefined ? undefined : tables.data[collection].get(id);
  };
  return {
    get: async (collection, id) => tables.data[collection].get(id),
    findApprovalByIdempotencyKey: (workspaceId, key) => byKey('approvals', uniqueKey.approval(workspaceId, key)),
    findApprovalByAllowance: (key) => byKey('approvals', key),
    findBatchByIdempotencyKey: (workspaceId, key) => byKey('batches', uniqueKey.batch(workspaceId, key)),
    findKeyByHash: (hash) => byKey('keys', uniqueKey.key(hash)),
    findUserByEmail: (email) => byKey('users', uniqueKey.user(email)),
    findEventByDedupeKey: (connectionId, key) => byKey('events', uniqueKey.event(connectionId, key)),
    list: async (collection, workspaceId) => tables.lists.of(collection, workspaceId),
  };
}

function transaction(tables: Tables, inFlight: Overlay, own: Overlay, number: number, facts: AuditFact[]): Transaction {
  const get = <C extends Collection>(collection: C, id: string): Records[C] | undefined => {
    const change = own.find(collection, id) ?? inFlight.find(collection, id);
    return change ? (change.record as Records[C] | undefined) : tables.data[collection].get(id);
  };
  const byKey = async <C extends Collection>(collection: C, key: string): Promise<Records[C] | undefined> => {
    const id = own.idOf(key) ?? inFlight.idOf(key) ?? tables.idOf(key);
    return id === undefined ? undefined : get(collection, id);
  };
  return {
    get: async (collection, id) => get(collection, id),
    findApprovalByIdempotencyKey: (workspaceId, key) => byKey('approvals', uniqueKey.approval(workspaceId, key)),
    findApprovalByAllowance: (key) => byKey('approvals', key),
    findBatchByIdempotencyKey: (workspaceId, key) => byKey('batches', uniqueKey.batch(workspaceId, key)),
    findKeyByHash: (hash) => byKey('keys', uniqueKey.key(hash)),
    findUserByEmail: (email) => byKey('users', uniqueKey.user(email)),
    findEventByDedupeKey: (connectionId, key) => byKey('events', uniqueKey.event(connectionId, key)),
    async list(collection, workspaceId) {
      if (!own.has(collection) && !inFlight.has(collection)) return tables.lists.of(collection, workspaceId);
      const records = own.over(collection, inFlight.over(collection, tables.data[collection].values()));
      return inWorkspace(records, workspaceId);
    },
    async assignedLoads(workspaceId, group) {
      const ids = new Set(
        [...inFlight.changes(), ...own.changes()].flatMap(({ collection, id }) =>
          collection === 'approvals' ? id : [],
        ),
      );
      const changes = [...ids].map((id) => ({ before: tables.data.approvals.get(id), after: get('approvals', id) }));
      return withChanges(tables.approvals.loads(workspaceId, group), group, changes);
    },
    put: (collection, record) => own.put({ collection, id: record.id, record }, number),
    remove: (collection, id) => own.put({ collection, id, record: undefined }, number),
    audit: (fact) => void facts.push(fact),
  };
}
