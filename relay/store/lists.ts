/** Small collections as lists, oldest first, sorted once between changes: every request and every decision reads some. */
import type { Data } from './data.js';
import type { Collection, Records } from './records.js';

interface Listed {
  id: string;
  createdAt: string;
  workspaceId?: string;
}
const ALL = '';

export function createLists(data: Data) {
  const known = new Map<Collection, Map<string, unknown[]>>();
  return {
    /** A list of one's own, which may be changed. */
    of<C extends Collection>(collection: C, workspaceId: string | undefined): Records[C][] {
      const lists = known.get(collection) ?? new Map<string, unknown[]>();
      known.set(collection, lists);
      const found =
        lists.get(workspaceId ?? ALL) ?? inWorkspace([...data[collection].values()] as Listed[], workspaceId);
      lists.set(workspaceId ?? ALL, found);
      return [...found] as Records[C][];
    },
    changed(collection: Collection): void {
      known.delete(collection);
    },
  };
}

export function inWorkspace<T extends Listed>(records: T[], workspaceId: string | undefined): T[] {
  const own = workspaceId === undefined ? records : records.filter((record) => record.workspaceId === workspaceId);
  return own.sort((one, other) => (one.createdAt < other.createdAt ? -1 : one.createdAt > other.createdAt ? 1 : 0));
}
