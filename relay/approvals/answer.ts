/** A verdict by whoever may give it: it settles the approval, or is one vote of those that it needs. */
import type { VerdictRequest } from '../contract/verdict.js';
import type { Approval } from '../store/records.js';
import type { Reader } from '../store/store.js';
import { MayNotDecide } from './conflicts.js';
import { deciderOf, electorateOf, type Answerer, type KnownDecider } from './decider.js';
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
  const reason = whyNot(approval, decider, answerer);
  if (reason !== undefined) throw new MayNotDecide(reason);
  const by = nameOf(answerer);
  const answer = approval.quorum
    ? decideTogether(approval, verdict, await electorateOf(reader, approval, decider, by, now), now)
    : decide(approval, verdict, answerer.name, now);
  return withHow(approval, answer, decider, answerer, now);
}

/** Why this person may not answer it, as a sentence for them; asked before they are shown a form. Undefined when they may. */
export async function refusal(
  reader: Reader,
  approval: Approval,
  answerer: Answerer,
  now: Date,
): Promise<string | undefined> {
  return whyNot(approval, await deciderOf(reader, approval, answerer, now), answerer);
}

/** Whoever has voted may say so again, or think better of it, also when it is the next group's turn by now. */
function whyNot(approval: Approval, decider: KnownDecider, answerer: Answerer): string | undefined {
  if (hasVoted(approval, answerer)) return undefined;
  return mayDecide(approval, decider);
}

export function hasVoted({ votes = [] }: Approval, answerer: Answerer): boolean {
  return votes.some(({ by }) => by === nameOf(answerer));
}

function nameOf({ email, name }: Answerer): string {
  return email?.toLowerCase() ?? name;
}
