/** Where the vote on an approval stands, and what the one who looks may do. */
import type { Standing } from '../contract/votes.js';
import type { Approval } from '../store/records.js';
import type { Reader } from '../store/store.js';
import { deciderOf, everyoneOf, type Answerer } from './decider.js';
import { mayDecide } from './may-decide.js';
import { tally, turnOf } from './votes.js';

/** For somebody who has just approved, where that was not enough. */
export async function votesSoFar(reader: Reader, approval: Approval, now: Date): Promise<string> {
  const { quorum, votes = [] } = approval;
  const { have, need } = quorum ? tally(quorum, votes, await everyoneOf(reader, approval, now)) : { have: 0, need: 1 };
  const turn = turnOf(approval);
  return `Noted: ${have} of ${need} have approved.${turn === undefined ? '' : ` It is the turn of ${turn} now.`}`;
}

export async function standing(reader: Reader, approval: Approval, answerer: Answerer, now: Date): Promise<Standing> {
  const { quorum, votes = [], status } = approval;
  const reason =
    status === 'PENDING' ? mayDecide(approval, await deciderOf(reader, approval, answerer, now)) : undefined;
  const everyone = await everyoneOf(reader, approval, now);
  const by = answerer.email?.toLowerCase();
  const voters = new Set(votes.map((vote) => vote.by));
  const steps =
    quorum?.kind === 'sequence'
      ? quorum.groups.map((name, index) => ({ name, by: votes[index]?.by ?? null }))
      : everyone.map(([name = '', ...others]) => ({
          name,
          by: [name, ...others].find((email) => voters.has(email)) ?? null,
        }));
  return {
    mayDecide: status === 'PENDING' && reason === undefined,
    reason: reason ?? null,
    hasVoted: by !== undefined && voters.has(by),
    ...(quorum ? tally(quorum, votes, everyone) : { have: 0, need: 1 }),
    steps,
  };
}
