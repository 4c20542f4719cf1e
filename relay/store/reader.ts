/** Reads what is durable, and nothing that is still on its way. */
import type { Collection, Records } from './records.js';
import type { Reader } from './store.js';
import { uniqueKey, type Tables } from './tables.js';

export function createReader(tables: Tables): Reader {
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
