/**
 * Approvals that need several people. Votes count only together when they are about the same details: whoever changes
 * them starts the votes again. One person counts once, whatever groups they are in. Pure.
 */
import type { VerdictRequest } from '../contract/verdict.js';
import type { Quorum, Vote } from '../contract/votes.js';
import type { Approval } from '../store/records.js';

/** Who votes, and for whom. */
export interface Voter {
  by: string;
  /** May take any step of a sequence. */
  isLead: boolean;
  /** Names of the groups that they vote for, as a member or standing in for one. */
  groups: string[];
}

/** What a quorum is held against. `everyone` lists, for each member who must approve, who may do it: themselves or their stand-in. */
export interface Electorate {
  voter: Voter;
  everyone: string[][];
}

export interface Tally {
  have: number;
  need: number;
}

export function tally(quorum: Quorum, votes: Vote[], everyone: string[][]): Tally {
  if (quorum.kind === 'count') return { have: votes.length, need: quorum.count };
  if (quorum.kind === 'sequence') return { have: votes.length, need: quorum.groups.length };
  const voters = new Set(votes.map(({ by }) => by));
  const have = everyone.filter((any) => any.some((email) => voters.has(email))).length;
  // A group of nobody still needs somebody.
  return everyone.length === 0 ? { have: votes.length, need: 1 } : { have, need: everyone.length };
}

/** The group whose turn it is in a sequence. */
export function turnOf({ quorum, votes = [] }: Pick<Approval, 'quorum' | 'votes'>): string | undefined {
  return quorum?.kind === 'sequence' ? quorum.groups[votes.length] : undefined;
}

export interface Voted {
  /** With the vote. The same record when the vote was there already. */
  approval: Approval;
  isReached: boolean;
}

/** The approval with one more vote to approve, on exactly the details that the verdict names. */
export function withVote(
  approval: Approval,
  verdict: VerdictRequest,
  { voter, everyone }: Electorate,
  now: Date,
): Voted {
  const quorum = approval.quorum;
  if (!quorum) return { approval, isReached: true };
  const details = proposal(approval, verdict);
  const isSame = isSameDetails(details, approval.proposedDetails ?? null);
  const before = isSame ? (approval.votes ?? []) : [];
  if (before.some(({ by }) => by === voter.by)) return { approval, isReached: isReached(quorum, before, everyone) };

  const turn = quorum.kind === 'sequence' ? (quorum.groups[before.length] ?? null) : null;
  const counts = turn === null || voter.isLead || isIn(voter.groups, turn);
  const votes = counts ? [...before, voteOf(verdict, voter.by, turn, now)] : before;
  const at = now.toISOString();
  const restarted = isSame ? [] : [{ at, event: 'approval.votes_restarted' as const, by: voter.by, text: null }];
  const voted = counts ? [{ at, event: 'approval.voted' as const, by: voter.by, text: verdict.note || null }] : [];
  const changed: Approval = {
    ...approval,
    votes,
    proposedDetails: details,
    happenings: [...approval.happenings, ...restarted, ...voted],
  };
  return {
    approval: { ...changed, group: turnOf(changed) ?? approval.group },
    isReached: isReached(quorum, votes, everyone),
  };
}

/** What a verdict would have the workflow act on, when it is not what was asked. */
function proposal(approval: Approval, { modifiedDetails }: VerdictRequest): Record<string, unknown> | null {
  return modifiedDetails && !isSameDetails(modifiedDetails, approval.details) ? modifiedDetails : null;
}

function isReached(quorum: Quorum, votes: Vote[], everyone: string[][]): boolean {
  const { have, need } = tally(quorum, votes, everyone);
  return have >= need;
}

function voteOf(verdict: VerdictRequest, by: string, group: string | null, now: Date): Vote {
  return {
    by,
    verdict: verdict.verdict,
    note: verdict.note || null,
    reasonCode: verdict.reasonCode ?? null,
    at: now.toISOString(),
    group,
  };
}

export function isIn(groups: string[], name: string): boolean {
  return groups.some((group) => group.toLowerCase() === name.toLowerCase());
}

/** As text: another order of fields is another text, and at worst asks for a vote again. */
export function isSameDetails(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
