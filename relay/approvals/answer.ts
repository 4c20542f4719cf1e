/** A verdict by whoever may give it: it settles the approval, or is one vote of those that it needs. */
import type { VerdictRequest } from '../contract/verdict.js';
import type { Approval } from '../store/records.js';
import type { Reader } from '../store/store.js';
import { MayNotDecide } from './conflicts.js';
import { deciderOf, electorateOf, type Answerer } from './decider.js';
import { withHow } from './how-answered.js';
import { decide, decideTogether } from './lifecycle.js';
import { mayDecide } from './may-decide.js';

/** Throws MayNotDecide with the reason, and AlreadyDecided when there is a decision. */
export async function answered(
  reader: Reader,
  approval: Approval,
  verdict: VerdictRequest,
  answerer: Answerer,
  now: Date,
): Promise<Approval> {
  // That it is decided is what a late caller has to know, whoever they are.
  if (approval.status !== 'PENDING') return decide(approval, verdict, answerer.name, now);
  const decider = await deciderOf(reader, approval, answerer, now);
  const reason = mayDecide(approval, decider);
  const by = answerer.email?.toLowerCase() ?? answerer.name;
  // Whoever has voted may say so again, or think better of it, also when it is the next group's turn by now.
  const hasVoted = approval.votes?.some((vote) => vote.by === by);
  if (reason !== undefined && !hasVoted) throw new MayNotDecide(reason);
  const answer = approval.quorum
    ? decideTogether(approval, verdict, await electorateOf(reader, approval, decider, by, now), now)
    : decide(approval, verdict, answerer.name, now);
  return withHow(approval, answer, decider, answerer, now);
}
