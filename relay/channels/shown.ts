/**
 * What a copy of an approval shows is what its buttons approve. Where several people decide, one of them may change the
 * details that are put to the vote; each change counts the revision up, and a button says which revision it belongs to.
 */
import type { Approval } from '../store/records.js';

type Voted = Pick<Approval, 'details' | 'proposedDetails' | 'happenings'>;

/** The details as they are put to the vote now. */
export function shownDetails({ details, proposedDetails }: Voted): Record<string, unknown> {
  return proposedDetails ?? details;
}

export function revisionOf({ happenings }: Voted): number {
  return happenings.filter(({ event }) => event === 'approval.votes_restarted').length;
}

/** Who has changed the details that are put to the vote now. */
export function changedBy({ happenings }: Voted): string | undefined {
  return happenings.findLast(({ event }) => event === 'approval.votes_restarted')?.by ?? undefined;
}

/** How many turns the vote has taken: a copy that was made before the last of them shows what was. */
export function votesCast({ happenings }: Voted): number {
  return happenings.filter(({ event }) => event === 'approval.voted' || event === 'approval.votes_restarted').length;
}

/** What a button or a form carries of the approval: its id and, once the details were changed, which change it shows. */
export function tokenOf(approvalId: string, revision: number): string {
  return revision === 0 ? approvalId : `${approvalId}:${revision}`;
}

/** What was pressed, by its token. */
export function readToken(token: string): { approvalId: string; revision: number } {
  const [approvalId = '', revision = ''] = token.split(':');
  return { approvalId, revision: /^\d{1,9}$/.test(revision) ? Number(revision) : 0 };
}
