/** What an answer means: arrived, try again, try again at once, or never. Pure. n8n needs reading between its lines. */
import { RESUME_MARKER } from '../contract/fields.js';
import { NotSent, type OutgoingAnswer } from '../outbound.js';
import type { Delivery } from '../store/records.js';

export type Verdict = 'delivered' | 'retry' | 'retryQuickly' | 'final';

export interface Outcome {
  verdict: Verdict;
  /** In plain words; null when it arrived. */
  error: string | null;
}

export function judge(delivery: Pick<Delivery, 'url' | 'confirmation'>, result: OutgoingAnswer | NotSent): Outcome {
  if (result instanceof NotSent) return { verdict: 'retry', error: result.message };
  if (isWaitingUrl(delivery.url)) return judgeWaiting(delivery, result);
  if (isSuccess(result)) return confirmed(delivery, result);
  return judgeFailure(result);
}

/** n8n resumes a waiting execution at such an address. */
export function isWaitingUrl(url: string): boolean {
  return new URL(url).pathname.includes('/webhook-waiting/');
}

/**
 * n8n's answers, as measured with 2.8 and 2.41: 409 "running already" until the execution is parked; 500 to all but one of
 * those that come at the same time; 200 with a page of HTML, or 409 "finished", when nothing waits any more.
 */
function judgeWaiting(delivery: Pick<Delivery, 'confirmation'>, answer: OutgoingAnswer): Outcome {
  if (isSuccess(answer)) {
    const isPage = /html/i.test(answer.headers['content-type'] ?? '') || /^\s*<(!doctype|html)/i.test(answer.body);
    if (isPage && !isN8nAnswer(answer)) return notN8n(answer);
    if (isPage)
      return {
        verdict: 'final',
        error: 'The workflow was not waiting for this answer any more: n8n showed a page instead of going on.',
      };
    return confirmed(delivery, answer);
  }
  if (answer.status === 409) {
    if (/finished/i.test(answer.body)) return { verdict: 'final', error: 'The workflow execution has already ended.' };
    return { verdict: 'retryQuickly', error: 'The workflow execution is running and does not wait yet.' };
  }
  if (answer.status === 404 && !isN8nAnswer(answer)) return notN8n(answer);
  if (answer.status === 404) return { verdict: 'final', error: 'n8n does not know this execution (any more).' };
  if (answer.status === 401) return { verdict: 'retry', error: refusal(answer, 'n8n did not accept this answer') };
  if (answer.status >= 500) return { verdict: 'retryQuickly', error: `n8n answered ${answer.status}.` };
  return judgeFailure(answer);
}

/** n8n speaks of the execution, and its pages link to n8n; a proxy or another server does neither. */
export function isN8nAnswer({ body }: OutgoingAnswer): boolean {
  return /\bexecution\b|\bn8n\b|invalid token/i.test(body);
}

/** Wrong settings of a proxy can be mended while the decision waits, so it is tried again. */
function notN8n({ status }: OutgoingAnswer): Outcome {
  return { verdict: 'retry', error: `What answered (${status}) is not n8n.` };
}

function judgeFailure(answer: OutgoingAnswer): Outcome {
  if (answer.status === 410)
    return { verdict: 'final', error: 'The receiver answered 410 Gone: it wants nothing more.' };
  if (answer.status >= 300 && answer.status < 400) {
    return { verdict: 'retry', error: `The address redirects (${answer.status}), and redirects are not followed.` };
  }
  return { verdict: 'retry', error: refusal(answer, `The receiver answered ${answer.status}`) };
}

function confirmed({ confirmation }: Pick<Delivery, 'confirmation'>, answer: OutgoingAnswer): Outcome {
  if (confirmation === 'status' || hasMarker(answer.body)) return { verdict: 'delivered', error: null };
  return {
    verdict: 'retry',
    error: `The receiver answered ${answer.status} but did not say that the workflow went on.`,
  };
}

function hasMarker(body: string): boolean {
  try {
    return (JSON.parse(body) as Partial<typeof RESUME_MARKER> | null)?.countersign === RESUME_MARKER.countersign;
  } catch {
    return false;
  }
}

function refusal(answer: OutgoingAnswer, what: string): string {
  const reason = /json|text\/plain/.test(answer.headers['content-type'] ?? '') ? answer.body.trim().slice(0, 200) : '';
  return reason ? `${what}: ${reason}` : `${what}.`;
}

function isSuccess({ status }: OutgoingAnswer): boolean {
  return status >= 200 && status < 300;
}
