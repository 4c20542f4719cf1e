/** What the answer of a plain webhook means. That it was posted is all there is to know, unless it says more. */
import type { ApiAnswer } from '../platforms/platform.js';
import type { Judged } from './channel.js';

/** `gone` are the statuses by which this service says that there is no such webhook any more. */
export function judgeWebhook(service: string, { status, json, text }: ApiAnswer, gone: number[] = [410]): Judged {
  if (status >= 200 && status < 300) return { verdict: 'delivered', error: null, reference: {} };
  const told = typeof json?.message === 'string' ? json.message : text.trimStart().startsWith('<') ? '' : text.trim();
  const said = `${service} answered ${status}${told ? `: ${told.slice(0, 200)}` : '.'}`;
  if (gone.includes(status)) return { verdict: 'final', gone: true, error: `${said} ${GONE}` };
  if (status === 401 || status === 403 || status === 404)
    return { verdict: 'final', error: `${said} The address may have been removed there: make a new one.` };
  if (status === 400 || status === 413 || status === 422) return { verdict: 'final', error: said };
  return { verdict: 'retry', error: said };
}

export const GONE = 'The address was removed there. Nothing more is sent to it: make a new one and put it in here.';
