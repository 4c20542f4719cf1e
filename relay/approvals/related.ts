/**
 * What the same customer, order or amount was asked about lately. The index is made when somebody first looks in a workspace,
 * behind the start and never across workspaces, and follows what is asked from then on.
 */
import type { Clock } from '../clock.js';
import { SIMILARITIES, type Similarity } from '../contract/handling.js';
import type { Approval } from '../store/records.js';
import type { Store } from '../store/store.js';

const DAYS = 30;
const DAY_MS = 86_400_000;
const A_PAGE = 500;
const MOST = 10;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const ORDER = /^(order|ticket|invoice|case|booking|subscription|charge|payment)[_-]?(id|no|nr|number|ref|reference)?$/i;
const AMOUNT = /^(amount|total|sum|price|refund)([_-]?amount)?$/i;

export interface Same {
  what: Similarity;
  value: string;
}
export type RelatedTo = ReturnType<typeof createRelated>;

/** The ids of the workspace's approvals by what they are about, oldest first. */
type Index = Map<string, string[]>;

export function createRelated({ store, clock }: { store: Store; clock: Clock }) {
  const indexes = new Map<string, Promise<Index>>();
  const unsubscribe = store.onCommit((changes) => {
    if (indexes.size === 0) return;
    for (const { collection, record } of changes) {
      if (collection !== 'approvals' || !record) continue;
      const approval = record as Approval;
      const index = indexes.get(approval.workspaceId);
      if (index) void index.then((ready) => add(ready, approval)).catch(() => undefined); // Whoever asked for it is told.
    }
  });

  return {
    /** Newest first, those that share most before the others. */
    async find(approval: Approval): Promise<Array<{ approval: Approval; same: Same[] }>> {
      const index = await indexOf(approval.workspaceId);
      const from = since();
      const shared = new Map<string, Same[]>();
      for (const same of traits(approval)) {
        for (const id of (index.get(keyOf(same)) ?? []).slice(-200)) {
          if (id !== approval.id) shared.set(id, [...(shared.get(id) ?? []), same]);
        }
      }
      const found = await Promise.all(
        Array.from(shared, async ([id, same]) => ({ approval: await store.get('approvals', id), same })),
      );
      return found
        .flatMap(({ approval: other, same }) => (other && other.createdAt >= from ? [{ approval: other, same }] : []))
        .sort(
          (one, other) =>
            weight(other.same) - weight(one.same) || (one.approval.createdAt < other.approval.createdAt ? 1 : -1),
        )
        .slice(0, MOST);
    },
    stop: unsubscribe,
  };

  function since(): string {
    return new Date(clock.now().getTime() - DAYS * DAY_MS).toISOString();
  }

  function indexOf(workspaceId: string): Promise<Index> {
    const known = indexes.get(workspaceId);
    if (known) return known;
    const made = build(workspaceId);
    indexes.set(workspaceId, made);
    made.catch(() => indexes.delete(workspaceId));
    return made;
  }

  async function build(workspaceId: string): Promise<Index> {
    const index: Index = new Map();
    const from = since();
    const found: Approval[] = [];
    let cursor: string | undefined;
    do {
      const page = await store.listApprovals({ workspaceId, sort: 'newest', limit: A_PAGE, cursor });
      const fresh = page.items.filter(({ createdAt }) => createdAt >= from);
      found.push(...fresh);
      cursor = fresh.length === page.items.length ? (page.nextCursor ?? undefined) : undefined;
      // Others get their turn between pages.
      await new Promise((resolve) => setImmediate(resolve));
    } while (cursor !== undefined);
    for (const approval of found.reverse()) add(index, approval);
    return index;
  }
}

function add(index: Index, approval: Approval): void {
  for (const same of traits(approval)) {
    const key = keyOf(same);
    const ids = index.get(key) ?? [];
    index.set(key, ids);
    if (!ids.includes(approval.id, -200)) ids.push(approval.id);
  }
}

/** What an approval is about, as far as it can be told from its details. */
export function traits({ details }: Pick<Approval, 'details'>): Same[] {
  const found = new Map<string, Same>();
  const note = (same: Same): void => void found.set(keyOf(same), same);
  const currency = Object.entries(details).find(([name]) => /^currency/i.test(name))?.[1];
  for (const [name, value] of fields(details)) {
    const text = String(value).trim();
    if (text === '' || text.length > 320) continue;
    if (EMAIL.test(text)) note({ what: 'customer', value: text.toLowerCase() });
    else if (ORDER.test(name)) note({ what: 'order', value: text });
    else if (AMOUNT.test(name) && /^-?\d+([.,]\d+)?$/.test(text))
      note({ what: 'amount', value: typeof currency === 'string' ? `${text} ${currency.toUpperCase()}` : text });
  }
  return [...found.values()];
}

function* fields(value: object): Generator<[string, string | number]> {
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null) yield* fields(inner as object);
    else if (typeof inner === 'string' || typeof inner === 'number') yield [name, inner];
  }
}

const keyOf = ({ what, value }: Same): string => `${what} ${value}`;

/** The same customer says more than the same order, and both say more than the same amount. */
function weight(same: Same[]): number {
  return same.reduce((sum, { what }) => sum + 2 ** (SIMILARITIES.length - SIMILARITIES.indexOf(what)), 0);
}
