/** Who may decide an approval, in one place for every door: the inbox, the API, links and channels. Pure. */
import type { Approval } from '../store/records.js';
import { isIn, turnOf } from './votes.js';

/** Who answers: a person, or a program with a connection key. */
export interface Decider {
  /** Null for a key. */
  email: string | null;
  keyId: string | null;
  /** `guest` has no account and answers by a link made out to them. Null for a key. */
  role: 'admin' | 'lead' | 'reviewer' | 'viewer' | 'guest' | null;
  /** Names of the groups that they are in, or that somebody is in for whom they stand in. */
  groups: string[];
  /** E-mails of those for whom they stand in now. */
  standsInFor: string[];
  /** Whether a link was made out to them for this approval. */
  byLink?: boolean;
}

/** Why this caller may not decide it, as a sentence for them, or undefined when they may. */
export function mayDecide(approval: Approval, decider: Decider): string | undefined {
  const { email, role } = decider;
  if (email === null) return mayKeyDecide(approval, decider);
  if (role === 'viewer') return 'You may look, but not decide. Ask an admin for the role of a reviewer.';
  if (approval.separateDuty && isSameEmail(approval.requestedBy, email))
    return 'You asked for this, so somebody else must decide it.';
  if (role === 'admin' || role === 'lead') return undefined;

  const turn = turnOf(approval);
  if (turn !== undefined)
    return isIn(decider.groups, turn) ? undefined : `It is the turn of the group ${turn}, and you are not in it.`;
  if (decider.byLink) return undefined;
  const { assignees = [], reviewers, group } = approval;
  const named = [...assignees, ...reviewers];
  const own = [email, ...decider.standsInFor];
  if (named.some((each) => own.some((mine) => isSameEmail(each, mine)))) return undefined;
  if (role === 'guest') return 'This was not sent to you, so you may not decide it.';
  if (group === null && named.length === 0) return undefined;
  if (group !== null && isIn(decider.groups, group)) return undefined;
  return group === null
    ? `This is for ${named.join(', ')}. A lead can decide it too.`
    : `This is for the group ${group}, and you are not in it. A lead can decide it too.`;
}

function mayKeyDecide({ quorum, separateDuty, keyId }: Approval, decider: Decider): string | undefined {
  if (quorum) return 'Several people must approve this, so a connection key may not decide it.';
  if (separateDuty && keyId !== null && keyId === decider.keyId)
    return 'This connection key asked for it, so somebody else must decide it.';
  return undefined;
}

function isSameEmail(one: string | null | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
