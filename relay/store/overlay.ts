/**
 * Changes that are on their way: those of the transaction at work, or those that wait for the disk. A transaction sees
 * them over the durable state; nobody else does.
 */
import type { Collection, Records } from './records.js';
import type { Change } from './store.js';
import { uniqueKeys } from './tables.js';

export type Overlay = ReturnType<typeof createOverlay>;

interface Entry {
  change: Change;
  transaction: number;
}

export function createOverlay() {
  const collections = new Map<Collection, Map<string, Entry>>();
  const unique = new Map<string, { id: string; transaction: number }>();

  return {
    isEmpty: (): boolean => collections.size === 0,
    /** Whether anything of this collection is on its way. */
    has: (collection: Collection): boolean => collections.has(collection),
    idOf: (key: string): string | undefined => unique.get(key)?.id,
    /** The change that is on its way, if there is one; its record is undefined when it is a removal. */
    find: (collection: Collection, id: string): Change | undefined => collections.get(collection)?.get(id)?.change,

    changes(): Change[] {
      const changes: Change[] = [];
      for (const entries of collections.values()) for (const { change } of entries.values()) changes.push(change);
      return changes;
    },

    put(change: Change, transaction: number): void {
      const { collection, id, record } = change;
      const entries = collections.get(collection) ?? new Map<string, Entry>();
      collections.set(collection, entries.set(id, { change, transaction }));
      for (const key of record ? uniqueKeys(collection, record) : []) unique.set(key, { id, transaction });
    },

    /** Forgets what this transaction put, unless a later one has put something over it. */
    drop(changes: Change[], transaction: number): void {
      for (const { collection, id, record } of changes) {
        const entries = collections.get(collection);
        if (entries?.get(id)?.transaction === transaction) entries.delete(id);
        if (entries?.size === 0) collections.delete(collection);
        for (const key of record ? uniqueKeys(collection, record) : [])
          if (unique.get(key)?.transaction === transaction) unique.delete(key);
      }
    },

    /** `records` with what is on its way put over them. */
    over<C extends Collection>(collection: C, records: Iterable<Records[C]>): Records[C][] {
      const merged = new Map<string, Records[C]>();
      for (const record of records) merged.set(record.id, record);
      for (const { change } of collections.get(collection)?.values() ?? []) {
        if (change.record) merged.set(change.id, change.record as Records[C]);
        else merged.delete(change.id);
      }
      return [...merged.values()];
    },
  };
}
