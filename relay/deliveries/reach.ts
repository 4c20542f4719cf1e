/**
 * Looks whether a caller can be called back, by one GET that follows the rules of every delivery: no private hosts, no
 * redirects. What the other side says is not passed on, only what it means, so that nobody can read other servers through it.
 */
import type { Reachability } from '../contract/reachability.js';
import { NotSent, type OutgoingAnswer, type Send } from '../outbound.js';
import { isN8nAnswer, isWaitingUrl } from './outcome.js';

const PROBLEM_OF = { forbidden_destination: 'private', timeout: 'timeout', unreachable: 'unreachable' } as const;

export async function reach(send: Send, url: string): Promise<Reachability> {
  try {
    return judgeReach(url, await send({ url, method: 'GET', headers: { accept: 'application/json' }, body: '' }));
  } catch (error) {
    if (!(error instanceof NotSent)) throw error;
    return cannot(PROBLEM_OF[error.reason], error.message);
  }
}

function judgeReach(url: string, answer: OutgoingAnswer): Reachability {
  const { host } = new URL(url);
  if (answer.status >= 300 && answer.status < 400)
    return cannot('redirect', `${host} redirects, and redirects are not followed.`);
  if (answer.status >= 500) return cannot('unreachable', `${host} answered ${answer.status}.`);
  if (isWaitingUrl(url) && !isN8nAnswer(answer)) return cannot('not_n8n', `What answers at ${host} is not n8n.`);
  return { reachable: true, problem: null, detail: null };
}

function cannot(problem: NonNullable<Reachability['problem']>, detail: string): Reachability {
  return { reachable: false, problem, detail };
}
