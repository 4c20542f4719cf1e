/** Finds approvals without looking at all of them: by status in the order of creation, deadline or decision. */
import { createLoads, type Loads } from './loads.js';
import { merged, ordered, pageOf, type Ordered } from './ordered.js';
import type { Approval } from './records.js';
import type { ApprovalQuery, Mine, Page, SettledQuery } from './store.js';

type Status = Approval['status'];
type Trees = Record<Status, Ordered<Approval>>;
const STATUSES: Status[] = ['PENDING', 'APPROVED', 'REJECTED', 'CANCELLED'];
const SETTLED: Status[] = ['APPROVED', 'REJECTED', 'CANCELLED'];
const DECIDED: Status[] = ['APPROVED', 'REJECTED'];
const trees = (): Trees => ({ PENDING: ordered(), APPROVED: ordered(), REJECTED: ordered(), CANCELLED: ordered() });

export type ApprovalIndex = ReturnType<typeof createApprovalIndex>;

export function createApprovalIndex() {
  const workspaces = new Map<
    string,
    {
      byCreation: Trees;
      byDecision: Trees;
      byDeadline: Ordered<Approval>;
      byMoment: Ordered<Approval>;
      /** Made when it is first asked for: a start need not wait for it. */
      byPriority?: Ordered<Approval>;
      reasons: Map<string, number>;
      groups: Map<string, number>;
      loads: ReturnType<typeof createLoads>;
    }
  >();

  return {
    change(before: Approval | undefined, after: Approval | undefined): void {
      if (before) forget(before);
      if (after) note(after);
    },

    list(query: ApprovalQuery): Page<Approval> {
      const { byCreation, byDecision, byDeadline } = of(query.workspaceId);
      const wanted = query.statuses ?? STATUSES;
      const keep = predicate(query);
      const page = { limit: query.limit, cursor: query.cursor, keep };
      if (query.sort === 'deadline')
        return pageOf(wanted.includes('PENDING') ? [byDeadline] : [], { ...page, descending: false });
      if (query.sort === 'priority')
        return pageOf(wanted.includes('PENDING') ? [priorities(query.workspaceId)] : [], {
          ...page,
          descending: false,
        });
      if (query.sort === 'decided') {
        return pageOf(
          SETTLED.filter((status) => wanted.includes(status)).map((status) => byDecision[status]),
          { ...page, descending: true },
        );
      }
      return pageOf(
        [...new Set(wanted)].map((status) => byCreation[status]),
        { ...page, descending: true },
      );
    },

    /** Nothing is copied or counted: this is what a replay over all decisions reads. */
    settled({ workspaceId, after, limit }: SettledQuery): Approval[] {
      const { byCreation } = of(workspaceId);
      const found: Approval[] = [];
      const from = after && `${after.createdAt}|${after.id}`;
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

    overdue(now: Date, limit: number): Approval[] {
      const found: Approval[] = [];
      for (const { byDeadline } of workspaces.values()) {
        for (const approval of byDeadline.values()) {
          if (found.length === limit || approval.expiresAt > now.toISOString()) break;
          found.push(approval);
        }
      }
      return found;
    },

    dueMoments(now: Date, limit: number): Approval[] {
      const found: Approval[] = [];
      const until = now.toISOString();
      for (const { byMoment } of workspaces.values()) {
        for (const [key, approval] of byMoment.entries()) {
          if (found.length === limit || key.slice(0, until.length) > until) break;
          found.push(approval);
        }
      }
      return found;
    },

    nextMoment: (): Date | undefined => nearest(Array.from(workspaces.values(), ({ byMoment }) => byMoment)),

    nextDeadline: (): Date | undefined => nearest(Array.from(workspaces.values(), ({ byDeadline }) => byDeadline)),

    reasons(workspaceId: string): Map<string, number> {
      return new Map(of(workspaceId).reasons);
    },

    groups(workspaceId: string): Map<string, number> {
      return new Map(of(workspaceId).groups);
    },

    loads: (workspaceId: string, group: string): Loads => of(workspaceId).loads.of(group),

    counts(): Record<Status, number> {
      const counts: Record<Status, number> = { PENDING: 0, APPROVED: 0, REJECTED: 0, CANCELLED: 0 };
      for (const { byCreation } of workspaces.values())
        for (const status of STATUSES) counts[status] += byCreation[status].size;
      return counts;
    },
  };

  function of(workspaceId: string) {
    const found = workspaces.get(workspaceId);
    if (found) return found;
    const made = {
      byCreation: trees(),
      byDecision: trees(),
      byDeadline: ordered<Approval>(),
      byMoment: ordered<Approval>(),
      byPriority: undefined as Ordered<Approval> | undefined,
      reasons: new Map<string, number>(),
      groups: new Map<string, number>(),
      loads: createLoads(),
    };
    workspaces.set(workspaceId, made);
    return made;
  }

  function priorities(workspaceId: string): Ordered<Approval> {
    const own = of(workspaceId);
    if (own.byPriority) return own.byPriority;
    const made = ordered<Approval>();
    for (const approval of own.byDeadline.values()) made.set(priorityKey(approval), approval);
    own.byPriority = made;
    return made;
  }

  function note(approval: Approval): void {
    const { byCreation, byDecision, byDeadline, byMoment, byPriority, reasons, groups, loads } = of(
      approval.workspaceId,
    );
    loads.note(approval);
    byCreation[approval.status].set(`${approval.createdAt}|${approval.id}`, approval);
    if (approval.status === 'PENDING') byDeadline.set(`${approval.expiresAt}|${approval.id}`, approval);
    else byDecision[approval.status].set(`${approval.decidedAt}|${approval.id}`, approval);
    const moment = momentKey(approval);
    if (moment !== undefined) byMoment.set(moment, approval);
    if (approval.status === 'PENDING') byPriority?.set(priorityKey(approval), approval);
    count(reasons, reasonOf(approval), 1);
    count(groups, approval.group, 1);
  }

  function forget(approval: Approval): void {
    const { byCreation, byDecision, byDeadline, byMoment, byPriority, reasons, groups, loads } = of(
      approval.workspaceId,
    );
    loads.forget(approval);
    byCreation[approval.status].delete(`${approval.createdAt}|${approval.id}`);
    if (approval.status === 'PENDING') byDeadline.delete(`${approval.expiresAt}|${approval.id}`);
    else byDecision[approval.status].delete(`${approval.decidedAt}|${approval.id}`);
    const moment = momentKey(approval);
    if (moment !== undefined) byMoment.delete(moment);
    if (approval.status === 'PENDING') byPriority?.delete(priorityKey(approval));
    count(reasons, reasonOf(approval), -1);
    count(groups, approval.group, -1);
  }
}

/** The first time of several orders by `time|id`. */
function nearest(trees: Ordered<Approval>[]): Date | undefined {
  let earliest: string | undefined;
  for (const tree of trees) {
    const key = tree.minKey();
    if (key !== undefined && (earliest === undefined || key < earliest)) earliest = key;
  }
  return earliest === undefined ? undefined : new Date(earliest.slice(0, earliest.indexOf('|')));
}

function momentKey({ status, clock, id }: Approval): string | undefined {
  const next = status === 'PENDING' ? clock?.next[0] : undefined;
  return next && `${next.at}|${id}`;
}

function count(uses: Map<string, number>, name: string | null, change: 1 | -1): void {
  if (name !== null) uses.set(name, (uses.get(name) ?? 0) + change);
}

/** Only what a person chose: "expired" and "cancelled" are the relay's own words. */
function reasonOf(approval: Approval): string | null {
  return approval.autoDecided || approval.status === 'CANCELLED' ? null : approval.decisionReasonCode;
}

/** Undefined when every approval passes. */
function predicate(query: ApprovalQuery): ((approval: Approval) => boolean) | undefined {
  const { actions, risks, platforms, groups, from, to, words, mine, assignees } = query;
  const tests: Array<(approval: Approval) => boolean> = [];
  if (actions) tests.push((approval) => actions.includes(approval.action));
  if (risks) tests.push((approval) => risks.includes(approval.riskLevel));
  if (platforms) tests.push((approval) => platforms.includes(approval.platform));
  if (groups) tests.push((approval) => approval.group !== null && groups.includes(approval.group));
  if (mine) tests.push((approval) => isFor(approval, mine));
  if (assignees) tests.push((approval) => isWith(approval, assignees));
  if (from) tests.push((approval) => approval.createdAt >= from);
  if (to) tests.push((approval) => approval.createdAt < to);
  if (words?.length) tests.push((approval) => hasWords(approval, words));
  return tests.length === 0 ? undefined : (approval) => tests.every((test) => test(approval));
}

function isFor({ claimedBy, assignees, reviewers, group }: Approval, { emails, groups, known }: Mine): boolean {
  const isMe = (email: string): boolean => emails.includes(email.toLowerCase());
  if (claimedBy) return isMe(claimedBy);
  if (assignees?.length) return assignees.some(isMe);
  if (reviewers.some(isMe)) return true;
  if (group === null) return reviewers.length === 0;
  const name = group.toLowerCase();
  return groups.has(name) || (!known.has(name) && reviewers.length === 0);
}

function isWith({ claimedBy, assignees = [] }: Approval, wanted: string[]): boolean {
  const holders = claimedBy ? [claimedBy, ...assignees] : assignees;
  return holders.length === 0 ? wanted.includes('nobody') : holders.some((each) => wanted.includes(each));
}

const RANK: Record<Approval['priority'], number> = { urgent: 0, normal: 1, low: 2 };

function priorityKey({ priority, clock, expiresAt, id }: Approval): string {
  return `${RANK[priority]}|${clock?.targetAt ?? expiresAt}|${id}`;
}

function hasWords(approval: Approval, words: string[]): boolean {
  const text = searchable(approval);
  return words.every((word) => text.includes(word));
}

const texts = new WeakMap<Approval, string>();

function searchable(approval: Approval): string {
  const known = texts.get(approval);
  if (known !== undefined) return known;
  const parts = [
    approval.id,
    approval.summary,
    approval.action,
    approval.agentName ?? '',
    approval.justification ?? '',
    ...values(approval.details),
  ];
  const text = parts.join('\n').toLowerCase();
  texts.set(approval, text);
  return text;
}

function* values(value: unknown): Generator<string> {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* values(inner);
  else if (value !== null && value !== undefined) yield String(value);
}
