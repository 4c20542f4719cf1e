/**
 * One transaction at work: it sees its own changes over those that wait for the disk, and these over what is durable. What it
 * puts is collected in `own`, what it says for the audit in `facts`.
 */
import type { AuditFact } from './audit-chain.js';
import { inWorkspace } from './lists.js';
import { withChanges } from './loads.js';
import type { Overlay } from './overlay.js';
import type { Collection, Records } from './records.js';
import type { Transaction } from './store.js';
import { uniqueKey, type Tables } from './tables.js';

export function openTransaction(
  tables: Tables,
  inFlight: Overlay,
  own: Overlay,
  number: number,
  facts: AuditFact[],
): Transaction {
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
