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

interface Matches<T> {
  total: number;
  /** With their keys, if they are few. */
  few?: Array<[string, T]>;
}

interface PageOptions<T> {
  limit: number;
  cursor?: string;
  descending: boolean;
  /** Undefined keeps everything, and then the total need not be counted one by one. */
  keep?: (record: T) => boolean;
  /** What `keep` keeps, where that is known already. */
  matches?: Matches<T>;
}

/** So many matches are put in order by sorting them; of more, a page is soon found by walking in order. */
const FEW = 1_000;

/** One page out of several orders merged into one. The total counts all that `keep` keeps, whatever the page. */
export function pageOf<T>(trees: Ordered<T>[], options: PageOptions<T>): Page<T> {
  const { limit, cursor, descending, keep } = options;
  const after = readCursor(cursor);
  const { total, few } = options.matches ?? (keep ? matchesIn(trees, keep) : { total: sizeOf(trees) });
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
function matchesIn<T>(trees: Ordered<T>[], keep: (record: T) => boolean): Matches<T> {
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

/** The same of records that have been found in another way. */
export function matchesAmong<T>(found: T[], keyOf: (record: T) => string): Matches<T> {
  const few = found.length <= FEW ? found.map((record): [string, T] => [keyOf(record), record]) : undefined;
  return { total: found.length, few };
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
