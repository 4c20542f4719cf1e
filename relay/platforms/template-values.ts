import type { Approval } from '../store/records.js';

/** What `{{name}}` may stand for in the texts of a connection: the details to act on, and the decision. */
export function templateValues(approval: Approval): Record<string, unknown> {
  return {
    ...(approval.modifiedDetails ?? approval.details),
    note: approval.decisionNote ?? (approval.status === 'APPROVED' ? '' : 'No reason given'),
    reviewer: approval.decidedBy,
    status: approval.status.toLowerCase(),
    approvalId: approval.id,
    summary: approval.summary,
  };
}
