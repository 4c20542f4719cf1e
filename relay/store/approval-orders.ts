/** The approvals of one workspace in every order that somebody asks for, and how often what they name is used. */
import { setImmediate } from 'node:timers/promises';
import { createWordSearch, isSameText, type WordSearch } from './word-search.js';
import { createLoads } from './loads.js';
import { ordered, type Ordered } from './ordered.js';
import type { Approval } from './records.js';

/** Approvals whose words are gathered before others get their turn. */
const WORDS_AT_A_TIME = 500;

export type Status = Approval['status'];
type ByStatus = Record<Status, Ordered<Approval>>;
/** How many approvals have each of them. */
export type Names = Record<'actions' | 'platforms', Map<string, number>>;
export type ApprovalOrders = ReturnType<typeof createApprovalOrders>;

export function createApprovalOrders() {
  const byCreation = byStatus();
  const byDecision = byStatus();
  const byDeadline = ordered<Approval>();
  const byMoment = ordered<Approval>();
  let priorities: Ordered<Approval> | undefined;
  let names: Names | undefined;
  let words: WordSearch | undefined;
  let readyWords: Promise<WordSearch> | undefined;
  const reasons = new Map<string, number>();
  const groups = new Map<string, number>();
  const loads = createLoads();

  return {
    byCreation,
    /** Those that wait are in none of these. */
    byDecision,
    /** Only those that wait, as in the two below. */
    byDeadline,
    /** By what is next due with them, other than the deadline. */
    byMoment,
    /** Made when it is first asked for: a start need not wait for it. */
    byPriority(): Ordered<Approval> {
      if (priorities) return priorities;
      priorities = ordered<Approval>();
      for (const approval of byDeadline.values()) priorities.set(priorityKey(approval), approval);
      return priorities;
    },
    /** How often each action and platform occurs. Made when it is first asked for, too. */
    names(): Names {
      if (names) return names;
      names = { actions: new Map(), platforms: new Map() };
      for (const approval of all()) countNames(names, approval, 1);
      return names;
    },
    /** What they say. Made when it is first asked for, and a little at a time, so that nobody else waits long. */
    words: (): Promise<WordSearch> => (readyWords ??= gatherWords()),
    /** How often each reason code was chosen, and each group named. */
    reasons,
    groups,
    loads,

    change(before: Approval | undefined, after: Approval | undefined): void {
      if (before) forget(before);
      if (after) note(after);
      // What an approval says never changes. If it does all the same, everything is gathered anew.
      if (after && (!before || isSameText(before, after))) words?.put(after);
      else words = readyWords = undefined;
    },
  };

  function* all(): Generator<Approval> {
    for (const approvals of Object.values(byCreation)) yield* approvals.values();
  }

  async function gatherWords(): Promise<WordSearch> {
    const gathered = (words = createWordSearch());
    const approvals = [...all()];
    for (const [index, approval] of approvals.entries()) {
      if (index % WORDS_AT_A_TIME === WORDS_AT_A_TIME - 1) await setImmediate();
      gathered.add(approval);
    }
    return gathered;
  }

  function note(approval: Approval): void {
    loads.note(approval);
    byCreation[approval.status].set(creationKey(approval), approval);
    if (approval.status === 'PENDING') {
      byDeadline.set(deadlineKey(approval), approval);
      priorities?.set(priorityKey(approval), approval);
    } else byDecision[approval.status].set(decisionKey(approval), approval);
    const moment = momentKey(approval);
    if (moment !== undefined) byMoment.set(moment, approval);
    count(reasons, reasonOf(approval), 1);
    count(groups, approval.group, 1);
    countNames(names, approval, 1);
  }

  function forget(approval: Approval): void {
    loads.forget(approval);
    byCreation[approval.status].delete(creationKey(approval));
    if (approval.status === 'PENDING') {
      byDeadline.delete(deadlineKey(approval));
      priorities?.delete(priorityKey(approval));
    } else byDecision[approval.status].delete(decisionKey(approval));
    const moment = momentKey(approval);
    if (moment !== undefined) byMoment.delete(moment);
    count(reasons, reasonOf(approval), -1);
    count(groups, approval.group, -1);
    countNames(names, approval, -1);
  }
}

const byStatus = (): ByStatus => ({
  PENDING: ordered(),
  APPROVED: ordered(),
  REJECTED: ordered(),
  CANCELLED: ordered(),
});

export const creationKey = ({ createdAt, id }: Approval): string => `${createdAt}|${id}`;
export const deadlineKey = ({ expiresAt, id }: Approval): string => `${expiresAt}|${id}`;
export const decisionKey = ({ decidedAt, id }: Approval): string => `${decidedAt}|${id}`;

function momentKey({ status, clock, id }: Approval): string | undefined {
  const next = status === 'PENDING' ? clock?.next[0] : undefined;
  return next && `${next.at}|${id}`;
}

const RANK: Record<Approval['priority'], number> = { urgent: 0, normal: 1, low: 2 };

export function priorityKey({ priority, clock, expiresAt, id }: Approval): string {
  return `${RANK[priority]}|${clock?.targetAt ?? expiresAt}|${id}`;
}

/** Only what a person chose: "expired" and "cancelled" are the relay's own words. */
function reasonOf(approval: Approval): string | null {
  return approval.autoDecided || approval.status === 'CANCELLED' ? null : approval.decisionReasonCode;
}

function count(uses: Map<string, number>, name: string | null, change: 1 | -1): void {
  if (name !== null) uses.set(name, (uses.get(name) ?? 0) + change);
}

function countNames(names: Names | undefined, { action, platform }: Approval, change: 1 | -1): void {
  if (!names) return;
  count(names.actions, action, change);
  count(names.platforms, platform, change);
}
