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

/** So many matches are put in order by sorting them; of more, a page is soon found by walking in order. */
const FEW = 1_000;

/** One page out of several orders merged into one. The total counts all that `keep` keeps, whatever the page. */
export function pageOf<T>(trees: Ordered<T>[], { limit, cursor, descending, keep }: PageOptions<T>): Page<T> {
  const after = readCursor(cursor);
  const { total, few } = keep ? matches(trees, keep) : { total: sizeOf(trees), few: undefined };
  const entries = few
    ? few.sort(([one], [other]) => (isBefore(one, other, descending) ? -1 : 1))
    : merged(trees, descending, after);
  const items: T[] = [];
  let lastKey = '';
  for (const [key, record] of entries) {
    if (after !== undefined && !isBefore(after, key, descending)) continue;
    if (!few && keep && !keep(record)) continue;
    if (items.length === limit) return { items, nextCursor: writeCursor(lastKey), total };
    items.push(record);
    lastKey = key;
  }
  return { items, nextCursor: null, total };
}

/** Looks at everything once, in no order, which is several times as fast as in order. Gives the matches if they are few. */
function matches<T>(trees: Ordered<T>[], keep: (record: T) => boolean): { total: number; few?: Array<[string, T]> } {
  let total = 0;
  const few: Array<[string, T]> = [];
  for (const tree of trees) {
    tree.forEachPair((key, record) => {
      if (!keep(record)) return;
      total += 1;
      if (total <= FEW) few.push([key, record]);
    });
  }
  return { total, few: total <= FEW ? few : undefined };
}

function sizeOf<T>(trees: Ordered<T>[]): number {
  return trees.reduce((sum, tree) => sum + tree.size, 0);
}

/** The entries of several orders as one, from a key on. */
export function* merged<T>(trees: Ordered<T>[], descending: boolean, from: string | undefined): Generator<[string, T]> {
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
