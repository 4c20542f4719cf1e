/** Records in the order of a text key, such as `time|id`, found and changed in logarithmic time. */
import sorted from 'sorted-btree';
import { readCursor, writeCursor } from './cursor.js';
import type { Page } from './store.js';

type BTree = typeof sorted.default;
// A CommonJS package: Node's ESM shows its default export one level down, a transpiler does not.
const Tree = (sorted.default as BTree | undefined) ?? (sorted as unknown as BTree);
const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

export type Ordered<T> = InstanceType<typeof sorted.default<string, T>>;

export function ordered<T>(): Ordered<T> {
  return new Tree<string, T>(undefined, byText);
}

interface PageOptions<T> {
  limit: number;
  cursor?: string;
  descending: boolean;
  /** Undefined keeps everything, and then the total need not be counted one by one. */
  keep?: (record: T) => boolean;
}

/** One page out of several orders merged into one. The total counts all that `keep` keeps, whatever the page. */
export function pageOf<T>(trees: Ordered<T>[], { limit, cursor, descending, keep }: PageOptions<T>): Page<T> {
  const after = readCursor(cursor);
  const items: T[] = [];
  let lastKey = '';
  let hasMore = false;
  let total = keep ? 0 : trees.reduce((sum, tree) => sum + tree.size, 0);
  for (const [key, record] of merged(trees, descending, keep ? undefined : after)) {
    if (keep && !keep(record)) continue;
    if (keep) total += 1;
    if (after !== undefined && (descending ? key >= after : key <= after)) continue;
    if (items.length === limit) {
      hasMore = true;
      if (!keep) break;
    } else {
      items.push(record);
      lastKey = key;
    }
  }
  return { items, nextCursor: hasMore ? writeCursor(lastKey) : null, total };
}

function* merged<T>(trees: Ordered<T>[], descending: boolean, from: string | undefined): Generator<[string, T]> {
  const heads = trees.map((tree) => {
    const entries = descending ? tree.entriesReversed(from) : tree.entries(from);
    return { entries, head: entries.next() };
  });
  for (;;) {
    let best: (typeof heads)[number] | undefined;
    for (const each of heads) {
      if (each.head.done) continue;
      if (!best || isBefore(each.head.value[0], best.head.value[0] as string, descending)) best = each;
    }
    if (!best) return;
    yield best.head.value as [string, T];
    best.head = best.entries.next();
  }
}

function isBefore(one: string, other: string, descending: boolean): boolean {
  return descending ? one > other : one < other;
}
