/** Finds approvals without looking at all of them: by status in the order of creation, deadline or decision. */
import { approvalFilter } from './approval-filter.js';
import {
  createApprovalOrders,
  creationKey,
  deadlineKey,
  decisionKey,
  priorityKey,
  type ApprovalOrders,
  type Names,
  type Status,
} from './approval-orders.js';
import type { Loads } from './loads.js';
import { matchesAmong, merged, pageOf, type Ordered } from './ordered.js';
import type { Approval } from './records.js';
import type { ApprovalQuery, Page, SettledQuery } from './store.js';

const STATUSES: Status[] = ['PENDING', 'APPROVED', 'REJECTED', 'CANCELLED'];
const SETTLED: Status[] = ['APPROVED', 'REJECTED', 'CANCELLED'];
const DECIDED: Status[] = ['APPROVED', 'REJECTED'];

export type ApprovalIndex = ReturnType<typeof createApprovalIndex>;

export function createApprovalIndex() {
  const workspaces = new Map<string, ApprovalOrders>();

  return {
    change(before: Approval | undefined, after: Approval | undefined): void {
      const workspaceId = (after ?? before)?.workspaceId;
      if (workspaceId !== undefined) of(workspaceId).change(before, after);
    },

    async list(query: ApprovalQuery): Promise<Page<Approval>> {
      const { limit, cursor, words = [], statuses = STATUSES } = query;
      const orders = of(query.workspaceId);
      const said = words.length > 0 ? (await orders.words()).find(words) : undefined;
      const { holds, treeOf, keyOf, descending } = ORDERS[query.sort];
      const wanted = holds.filter((status) => statuses.includes(status));
      const trees = wanted.map((status) => treeOf(orders, status));
      const passes = approvalFilter(query);
      if (!said) return pageOf(trees, { limit, cursor, descending, keep: passes });
      const found = said.found.filter((each) => wanted.includes(each.status) && (passes?.(each) ?? true));
      const keep = (approval: Approval) => said.has(approval) && (passes?.(approval) ?? true);
      return pageOf(trees, { limit, cursor, descending, keep, matches: matchesAmong(found, keyOf) });
    },

    /** Nothing is copied or counted: this is what a replay over all decisions reads. */
    settled({ workspaceId, after, limit }: SettledQuery): Approval[] {
      const { byCreation } = of(workspaceId);
      const found: Approval[] = [];
      const from = after && creationKey(after);
      for (const [key, approval] of merged(
        DECIDED.map((status) => byCreation[status]),
        true,
        from,
      )) {
        if (key === from) continue;
        found.push(approval);
        if (found.length === limit) break;
      }
      return found;
    },

    overdue: (now: Date, limit: number): Approval[] => due(({ byDeadline }) => byDeadline, now, limit),
    dueMoments: (now: Date, limit: number): Approval[] => due(({ byMoment }) => byMoment, now, limit),

    nextMoment: (): Date | undefined => nearest(Array.from(workspaces.values(), ({ byMoment }) => byMoment)),
    nextDeadline: (): Date | undefined => nearest(Array.from(workspaces.values(), ({ byDeadline }) => byDeadline)),

    reasons: (workspaceId: string): Map<string, number> => new Map(of(workspaceId).reasons),
    names(workspaceId: string): Names {
      const { actions, platforms } = of(workspaceId).names();
      return { actions: new Map(actions), platforms: new Map(platforms) };
    },
    groups: (workspaceId: string): Map<string, number> => new Map(of(workspaceId).groups),
    loads: (workspaceId: string, group: string): Loads => of(workspaceId).loads.of(group),

    counts(): Record<Status, number> {
      const counts: Record<Status, number> = { PENDING: 0, APPROVED: 0, REJECTED: 0, CANCELLED: 0 };
      for (const { byCreation } of workspaces.values())
        for (const status of STATUSES) counts[status] += byCreation[status].size;
      return counts;
    },
  };

  function of(workspaceId: string): ApprovalOrders {
    const found = workspaces.get(workspaceId) ?? createApprovalOrders();
    workspaces.set(workspaceId, found);
    return found;
  }

  /** The first of every workspace whose time is at or before `now`. */
  function due(order: (orders: ApprovalOrders) => Ordered<Approval>, now: Date, limit: number): Approval[] {
    const found: Approval[] = [];
    const until = now.toISOString();
    for (const orders of workspaces.values()) {
      for (const [key, approval] of order(orders).entries()) {
        if (found.length === limit || timeOf(key) > until) break;
        found.push(approval);
      }
    }
    return found;
  }
}

interface Order {
  /** By deadline and by priority there are only those that wait; by decision, those that do not. */
  holds: Status[];
  treeOf(orders: ApprovalOrders, status: Status): Ordered<Approval>;
  keyOf(approval: Approval): string;
  descending: boolean;
}

const ORDERS: Record<ApprovalQuery['sort'], Order> = {
  newest: {
    holds: STATUSES,
    treeOf: ({ byCreation }, status) => byCreation[status],
    keyOf: creationKey,
    descending: true,
  },
  decided: {
    holds: SETTLED,
    treeOf: ({ byDecision }, status) => byDecision[status],
    keyOf: decisionKey,
    descending: true,
  },
  deadline: { holds: ['PENDING'], treeOf: ({ byDeadline }) => byDeadline, keyOf: deadlineKey, descending: false },
  priority: { holds: ['PENDING'], treeOf: ({ byPriority }) => byPriority(), keyOf: priorityKey, descending: false },
};

/** The first time of several orders by `time|id`. */
function nearest(trees: Ordered<Approval>[]): Date | undefined {
  let earliest: string | undefined;
  for (const tree of trees) {
    const key = tree.minKey();
    if (key !== undefined && (earliest === undefined || key < earliest)) earliest = key;
  }
  return earliest === undefined ? undefined : new Date(timeOf(earliest));
}

function timeOf(key: string): string {
  return key.slice(0, key.indexOf('|'));
}
