/** Finds deliveries: what is due and may be claimed, what belongs to an approval, what failed. Leases live in memory only. */
import { ordered, pageOf, type Ordered } from './ordered.js';
import type { Delivery } from './records.js';
import type { Claim, DeliveryQuery, Page } from './store.js';

type Status = Delivery['status'];
type Trees = Record<Status, Ordered<Delivery>>;
const STATUSES: Status[] = ['queued', 'delivered', 'failed', 'cancelled'];
const trees = (): Trees => ({ queued: ordered(), delivered: ordered(), failed: ordered(), cancelled: ordered() });

interface Lease {
  origin: string;
  url: string;
  untilMs: number;
}
export type DeliveryIndex = ReturnType<typeof createDeliveryIndex>;

export function createDeliveryIndex() {
  const workspaces = new Map<string, Trees>();
  /** By the id of the approval or of the batch that they tell of. */
  const ofSubject = new Map<string, Ordered<Delivery>>();
  /** Queued, by origin, in the order in which they are due. Answers to those who wait have a queue of their own. */
  const due = new Map<string, Ordered<Delivery>>();
  const leases = new Map<string, Lease>();
  /** Whose turn it is: each claim begins after the origin that was served last. */
  let lastServed = '';

  return {
    change(before: Delivery | undefined, after: Delivery | undefined): void {
      if (before) place(before, (tree, key) => tree.delete(key));
      if (after) place(after, (tree, key) => tree.set(key, after));
    },

    claim({ now, limit, leaseUntil, perOrigin }: Claim): Delivery[] {
      const claimed: Delivery[] = [];
      endOldLeases(now.getTime());
      const open = inTurn([...due.keys()], lastServed);
      // One from each origin, then the next from each, until nobody may have more.
      for (let found = true; found && claimed.length < limit;) {
        found = false;
        for (const origin of open) {
          if (claimed.length === limit) break;
          const delivery = firstClaimable(origin, now, perOrigin);
          if (!delivery) continue;
          leases.set(delivery.id, { origin, url: delivery.url, untilMs: leaseUntil.getTime() });
          claimed.push(delivery);
          lastServed = origin;
          found = true;
        }
      }
      return claimed;
    },

    release(id: string): void {
      leases.delete(id);
    },

    nextDue(): Date | undefined {
      let earliest: string | undefined;
      for (const tree of due.values()) {
        for (const [key, delivery] of tree.entries()) {
          if (leases.has(delivery.id)) continue;
          if (earliest === undefined || key < earliest) earliest = key;
          break;
        }
      }
      return earliest === undefined ? undefined : new Date(earliest.slice(0, earliest.indexOf('|')));
    },

    list({ workspaceId, status, about, limit, cursor }: DeliveryQuery): Page<Delivery> {
      if (about !== undefined) {
        const found = [ofSubject.get(about.id), about.batchId ? ofSubject.get(about.batchId) : undefined];
        const keep = (delivery: Delivery) =>
          delivery.workspaceId === workspaceId && (status === undefined || delivery.status === status);
        return pageOf(
          found.filter((tree) => tree !== undefined),
          { limit, cursor, descending: true, keep },
        );
      }
      const all = workspaces.get(workspaceId) ?? trees();
      return pageOf(status ? [all[status]] : STATUSES.map((each) => all[each]), { limit, cursor, descending: true });
    },

    counts(): Record<Status, number> {
      const counts: Record<Status, number> = { queued: 0, delivered: 0, failed: 0, cancelled: 0 };
      for (const all of workspaces.values()) for (const status of STATUSES) counts[status] += all[status].size;
      return counts;
    },
  };

  function place(delivery: Delivery, act: (tree: Ordered<Delivery>, key: string) => void): void {
    const created = `${delivery.createdAt}|${delivery.id}`;
    act(treeOf(workspaces, delivery.workspaceId, trees)[delivery.status], created);
    const subject = delivery.approvalId ?? delivery.batchId;
    if (subject) act(treeOf(ofSubject, subject, ordered<Delivery>), created);
    if (delivery.status !== 'queued' || !delivery.dueAt) return;
    const origin = queueOf(delivery);
    const tree = treeOf(due, origin, ordered<Delivery>);
    act(tree, `${delivery.dueAt}|${delivery.id}`);
    if (tree.isEmpty) due.delete(origin);
  }

  function firstClaimable(origin: string, now: Date, perOrigin: number): Delivery | undefined {
    const held = [...leases.values()].filter((lease) => lease.origin === origin);
    if (held.length >= perOrigin) return undefined;
    for (const delivery of due.get(origin)?.values() ?? []) {
      if ((delivery.dueAt ?? '') > now.toISOString()) return undefined;
      if (!leases.has(delivery.id) && !held.some((lease) => lease.url === delivery.url)) return delivery;
    }
    return undefined;
  }

  function endOldLeases(nowMs: number): void {
    for (const [id, lease] of leases) if (lease.untilMs <= nowMs) leases.delete(id);
  }
}

/** Somebody who has pressed a button waits for seconds: not behind all that is told in the same place. */
function queueOf({ url, notification }: Delivery): string {
  const { origin } = new URL(url);
  return notification?.reply ? `${origin} reply` : origin;
}

function treeOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

function inTurn(origins: string[], after: string): string[] {
  const start = origins.indexOf(after) + 1;
  return [...origins.slice(start), ...origins.slice(0, start)];
}
