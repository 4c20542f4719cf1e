import type { Collection, Records } from './records.js';
import type { Change } from './store.js';

/** The live state that lowdb holds: a map for each collection. */
export type Data = { [C in Collection]: Map<string, Records[C]> };

export function emptyData(): Data {
  return {
    workspaces: new Map(),
    users: new Map(),
    sessions: new Map(),
    setupLinks: new Map(),
    groups: new Map(),
    invitations: new Map(),
    reviewLinks: new Map(),
    keys: new Map(),
    approvals: new Map(),
    batches: new Map(),
    subscriptions: new Map(),
    deliveries: new Map(),
    connections: new Map(),
    events: new Map(),
    rules: new Map(),
    helpdeskUsers: new Map(),
    helpdeskConversations: new Map(),
    helpdeskMessages: new Map(),
    audit: new Map(),
    auditFiles: new Map(),
    channels: new Map(),
    posts: new Map(),
    times: new Map(),
    savedViews: new Map(),
    attempts: new Map(),
  };
}

/** Every live record as a change that would make it. */
export function allRecords(data: Data): Change[] {
  return (Object.keys(data) as Collection[]).flatMap((collection) =>
    Array.from(data[collection] as Map<string, Records[Collection]>, ([id, record]) => ({ collection, id, record })),
  );
}
