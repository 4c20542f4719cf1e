/** How an answer came, beside who gave it: by a link, or in the stead of somebody who is away. */
import type { Approval, Happening } from '../store/records.js';
import type { Answerer, KnownDecider, Voice } from './decider.js';
import { mayDecide } from './may-decide.js';

/** The answered approval with a note of both, where there is anything to note. */
export function withHow(
  asked: Approval,
  answered: Approval,
  decider: KnownDecider,
  answerer: Answerer,
  now: Date,
): Approval {
  const standsInFor = inWhoseStead(asked, decider);
  if (!answerer.byLink && standsInFor.length === 0) return answered;
  const note = (event: Happening['event'], text: string | null): Happening => ({
    at: now.toISOString(),
    event,
    by: answerer.name,
    text,
  });
  return {
    ...answered,
    ...(answered.status !== 'PENDING' && {
      decidedFor: standsInFor.join(', ') || null,
      decidedVia: answerer.byLink ? 'link' : null,
    }),
    happenings: [
      ...answered.happenings,
      ...(answerer.byLink ? [note('approval.answered_by_link', null)] : []),
      ...(standsInFor.length > 0 ? [note('approval.answered_for', standsInFor.join(', '))] : []),
    ],
  };
}

/** For whom a delegate answers; nobody when the approval is for the delegate as well. */
export function inWhoseStead(approval: Approval, { own, inStead }: KnownDecider): string[] {
  const isFor = ({ email, groups }: Voice): boolean =>
    mayDecide(
      { ...approval, separateDuty: false },
      { email, groups, role: 'reviewer', keyId: null, standsInFor: [] },
    ) === undefined;
  if (!own || inStead.length === 0 || isFor(own)) return [];
  return inStead.filter(isFor).map(({ email }) => email);
}
