import type { ApprovalStatus } from '../contract/approval-words.js';
import type { InboundAnswer } from '../contract/inbound-answer.js';
import type { Approval } from '../store/records.js';

const RETRY_AFTER_SECONDS = 5;
/** No-code tools branch on three words; something cancelled must not go ahead, so it reads as rejected. */
const LOWER_CASE: Record<ApprovalStatus, InboundAnswer['status']> = {
  PENDING: 'pending',
  APPROVED: 'approved',
  REJECTED: 'rejected',
  CANCELLED: 'rejected',
};

/** What every door that asks answers: flat, with constant keys. `doubts` are about what comes after. */
export function inboundAnswer(approval: Approval, publicUrl: string, doubts: string[] = []): InboundAnswer {
  return {
    status: LOWER_CASE[approval.status],
    approvalId: approval.id,
    id: approval.id,
    reviewUrl: `${publicUrl}/approvals/${approval.id}`,
    pollUrl: `${publicUrl}/api/approvals/${approval.id}`,
    modifiedDetails: approval.modifiedDetails,
    decisionNote: approval.decisionNote,
    retryAfterSeconds: approval.status === 'PENDING' ? RETRY_AFTER_SECONDS : null,
    warnings: [...approval.warnings, ...doubts],
  };
}
