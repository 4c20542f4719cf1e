/** What the answer of a plain webhook means. That it was posted is all there is to know, unless it says more. */
import type { ApiAnswer } from '../platforms/platform.js';
import type { Judged } from './channel.js';

export function judgeWebhook(service: string, { status, json, text }: ApiAnswer): Judged {
  if (status >= 200 && status < 300) return { verdict: 'delivered', error: null, reference: {} };
  const told = typeof json?.message === 'string' ? json.message : text.trimStart().startsWith('<') ? '' : text.trim();
  const said = `${service} answered ${status}${told ? `: ${told.slice(0, 200)}` : '.'}`;
  if (status === 401 || status === 403 || status === 404 || status === 410)
    return { verdict: 'final', error: `${said} The address may have been removed there: make a new one.` };
  if (status === 400 || status === 413 || status === 422) return { verdict: 'final', error: said };
  return { verdict: 'retry', error: said };
}
