/**
 * Changes that are on their way: those of the transaction at work, or those that wait for the disk. A transaction sees
 * them over the durable state; nobody else does.
 */
import type { Collection, Records } from './records.js';
import type { Change } from './store.js';
import { uniqueKeys } from './tables.js';

export type Overlay = ReturnType<typeof createOverlay>;

export function createOverlay() {
  const entries = new Map<string, { change: Change; transaction: number }>();
  const unique = new Map<string, { id: string; transaction: number }>();
  const sizes = new Map<Collection, number>();
  const resize = (collection: Collection, by: 1 | -1): unknown =>
    sizes.set(collection, (sizes.get(collection) ?? 0) + by);

  return {
    isEmpty: (): boolean => entries.size === 0,
    /** Whether anything of this collection is on its way. */
    has: (collection: Collection): boolean => (sizes.get(collection) ?? 0) > 0,
    changes: (): Change[] => Array.from(entries.values(), ({ change }) => change),
    /** The change that is on its way, if there is one; its record is undefined when it is a removal. */
    find: (collection: Collection, id: string): Change | undefined => entries.get(`${collection} ${id}`)?.change,
    idOf: (key: string): string | undefined => unique.get(key)?.id,

    put(change: Change, transaction: number): void {
      const key = `${change.collection} ${change.id}`;
      if (!entries.has(key)) resize(change.collection, 1);
      entries.set(key, { change, transaction });
      if (!change.record) return;
      for (const text of uniqueKeys(change.collection, change.record)) unique.set(text, { id: change.id, transaction });
    },

    /** Forgets what this transaction put, unless a later one has put something over it. */
    drop(changes: Change[], transaction: number): void {
      for (const { collection, id, record } of changes) {
        const key = `${collection} ${id}`;
        if (entries.get(key)?.transaction === transaction) {
          entries.delete(key);
          resize(collection, -1);
        }
        for (const text of record ? uniqueKeys(collection, record) : []) {
          if (unique.get(text)?.transaction === transaction) unique.delete(text);
        }
      }
    },

    /** `records` with what is on its way put over them. */
    over<C extends Collection>(collection: C, records: Iterable<Records[C]>): Records[C][] {
      const merged = new Map<string, Records[C]>();
      for (const record of records) merged.set(record.id, record);
      for (const { change } of entries.values()) {
        if (change.collection !== collection) continue;
        if (change.record) merged.set(change.id, change.record as Records[C]);
        else merged.delete(change.id);
      }
      return [...merged.values()];
    },
  };
}
