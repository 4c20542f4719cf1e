/** Where the vote on an approval stands, in one line for everybody: who has approved, and who is to be next. */
import type { Approval } from '../store/records.js';
import type { Reader } from '../store/store.js';
import { everyoneOf } from './decider.js';
import { tally, turnOf } from './votes.js';

const MOST_NAMES = 5;

/** Such as "1 of 2 approved: ann@example.com. Next: Legal". Null where one person decides. */
export async function progressOf(reader: Reader, approval: Approval, now: Date): Promise<string | null> {
  const { quorum, votes = [] } = approval;
  if (!quorum) return null;
  const everyone = await everyoneOf(reader, approval, now);
  const { have, need } = tally(quorum, votes, everyone);
  const who = votes.map(({ by, group }) => (group ? `${by} (${group})` : by));
  const next = have < need ? nextOf(approval, everyone) : undefined;
  return `${have} of ${need} approved${who.length > 0 ? `: ${names(who)}` : ''}${next ? `. ${next}` : ''}`;
}

function nextOf(approval: Approval, everyone: string[][]): string {
  const turn = turnOf(approval);
  if (turn !== undefined) return `Next: ${turn}`;
  const voters = new Set((approval.votes ?? []).map(({ by }) => by));
  const missing = everyone.filter((any) => !any.some((email) => voters.has(email))).map(([member = '']) => member);
  if (missing.length > 0) return `Still to approve: ${names(missing)}`;
  const { assignees = [], reviewers, group } = approval;
  const named = [...new Set([...assignees, ...reviewers])].filter((each) => !voters.has(each.toLowerCase()));
  if (named.length > 0) return `Open to ${names(named)}`;
  return `Open to anybody${voters.size > 0 ? ' else' : ''} ${group === null ? 'who may decide' : `in ${group}`}`;
}

function names(all: string[]): string {
  const more = all.length - MOST_NAMES;
  return all.slice(0, MOST_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
