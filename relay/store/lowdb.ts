/**
 * The embedded store: lowdb holds the live state, a journal makes it durable. Transactions work one at a time in memory
 * and then share their way to the disk; what they did is seen by others only when it has arrived there.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import type { Logger } from 'pino';
import { StorageUnavailable } from '../errors.js';
import { createAuditChain, type AuditFact } from './audit-chain.js';
import type { Data } from './data.js';
import type { Disk } from './journal-file.js';
import { createJournal } from './journal.js';
import { lockFolder } from './lock.js';
import { createOverlay } from './overlay.js';
import { createReader } from './reader.js';
import type { Change, Store } from './store.js';
import { createTables } from './tables.js';
import { openTransaction } from './transaction.js';

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
  const chain = createAuditChain(tables.data);

  return {
    ...createReader(tables),

    async transaction(work) {
      if (journal.failure()) throw new StorageUnavailable(journal.failure());
      const number = (transactions += 1);
      const worked = turn.then(async () => {
        const own = createOverlay();
        const facts: AuditFact[] = [];
        const result = await work(openTransaction(tables, inFlight, own, number, facts));
        const put = own.changes();
        for (const change of put) inFlight.put(change, number);
        const changes = facts.length > 0 ? [...put, ...facts.map(chain)] : put;
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
}
