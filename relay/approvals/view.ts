/** Records as the contract shows them. */
import type { ApprovalView } from '../contract/approval.js';
import type { BatchView } from '../contract/batch.js';
import type { Approval, Batch } from '../store/records.js';

/** Where people and programs reach this relay, without a slash at the end. */
export type PublicUrl = string;

export function viewApproval(approval: Approval, publicUrl: PublicUrl): ApprovalView {
  return {
    id: approval.id,
    approvalId: approval.id,
    status: approval.status,
    action: approval.action,
    summary: approval.summary,
    details: approval.details,
    modifiedDetails: approval.modifiedDetails,
    effectiveDetails: approval.modifiedDetails ?? approval.details,
    detailsSchema: approval.detailsSchema,
    riskLevel: approval.riskLevel,
    priority: approval.priority,
    justification: approval.justification,
    agentName: approval.agentName,
    metadata: approval.metadata,
    platform: approval.platform,
    reference: approval.source?.reference ?? {},
    sourceUrl: approval.source?.link ?? null,
    group: approval.group,
    reviewers: approval.reviewers,
    assignees: approval.assignees ?? [],
    requestedBy: approval.requestedBy ?? null,
    separateDuty: approval.separateDuty ?? false,
    quorum: approval.quorum ?? null,
    votes: approval.votes ?? [],
    proposedDetails: approval.proposedDetails ?? null,
    rules: approval.rules ?? [],
    claimedBy: approval.claimedBy ?? null,
    targetAt: approval.clock?.targetAt ?? null,
    targetMissedAt: approval.clock?.missedAt ?? null,
    batchId: approval.batchId,
    createdAt: approval.createdAt,
    expiresAt: approval.expiresAt,
    onExpiry: approval.onExpiry,
    decisionNote: approval.decisionNote,
    decisionReasonCode: approval.decisionReasonCode,
    decidedAt: approval.decidedAt,
    decidedBy: approval.decidedBy,
    decidedFor: approval.decidedFor ?? null,
    decidedVia: approval.decidedVia ?? null,
    autoDecided: approval.autoDecided,
    reviewUrl: `${publicUrl}/approvals/${approval.id}`,
    pollUrl: `${publicUrl}/api/approvals/${approval.id}`,
  };
}

/** `approvals` are the batch's own, in its order. */
export function viewBatch(batch: Batch, approvals: Approval[], publicUrl: PublicUrl): BatchView {
  return {
    id: batch.id,
    status: batch.pending === 0 ? 'SETTLED' : 'PENDING',
    createdAt: batch.createdAt,
    expiresAt: batch.expiresAt,
    approvals: approvals.map((approval) => viewApproval(approval, publicUrl)),
    warnings: approvals.flatMap((approval) => approval.warnings),
  };
}
