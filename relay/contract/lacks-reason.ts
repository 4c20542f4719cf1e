/**
 * High risk is approved with a reason or a note only. One rule for every place where a person presses a button (inbox, link,
 * channel); programs that decide by the API have said why in their own way. Pure.
 */
import type { RiskLevel, VERDICTS } from './approval-words.js';

/** What to say to whoever has given neither. */
export const NEEDS_REASON = 'This is high risk: give a reason or a note to approve it.';

export function lacksReason(
  { riskLevel }: { riskLevel: RiskLevel },
  verdict: (typeof VERDICTS)[number],
  { note = '', reasonCode = '' }: { note?: string | undefined; reasonCode?: string | undefined },
): boolean {
  return riskLevel === 'high' && verdict === 'approve' && note.trim() === '' && reasonCode === '';
}
