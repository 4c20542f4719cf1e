import type { Approval } from '../store/records.js';

/** For the audit, such as `APPROVED, within_policy, changed amount: Half of it is enough`. */
export function verdictInWords(approval: Approval): string {
  const { status, details, modifiedDetails, decisionReasonCode, decisionNote, decidedFor, decidedVia } = approval;
  const changed = modifiedDetails ? changedFields(details, modifiedDetails) : [];
  const parts = [
    status,
    decidedVia === 'link' ? 'by link' : null,
    decidedFor ? `for ${decidedFor}` : null,
    decisionReasonCode,
    changed.length > 0 ? `changed ${changed.join(', ')}` : null,
  ];
  return `${parts.filter((part) => part !== null).join(', ')}${decisionNote ? `: ${decisionNote}` : ''}`;
}

function changedFields(details: Record<string, unknown>, modified: Record<string, unknown>): string[] {
  return Object.keys({ ...details, ...modified }).filter(
    (name) => JSON.stringify(details[name]) !== JSON.stringify(modified[name]),
  );
}
