/** Where the vote on an approval stands, and what the one who looks may do. */
import type { Standing } from '../contract/votes.js';
import type { Approval } from '../store/records.js';
import type { Reader } from '../store/store.js';
import { deciderOf, everyoneOf, type Answerer } from './decider.js';
import { mayDecide } from './may-decide.js';
import { tally } from './votes.js';

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
