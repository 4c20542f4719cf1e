/**
 * The life of one approval, as pure functions: opened once, settled once. Nothing here knows time, storage or network;
 * everything that may settle an approval, by any door, goes through `settle`.
 */
import { DEFAULT_EXPIRY_HOURS, type ApprovalRequest } from '../contract/approval-request.js';
import type { VerdictRequest } from '../contract/verdict.js';
import { InvalidRequest } from '../errors.js';
import type { Approval, Callback, Source } from '../store/records.js';
import { AlreadyDecided } from './conflicts.js';
import { withVote, type Electorate } from './votes.js';

const MINUTE_MS = 60_000;

/** Who asks: fixed by the connection key or the signed-in person, never by the request itself. */
export interface Requester {
  workspaceId: string;
  keyId: string | null;
  name: string;
  /** E-mail of the person who asks, when it is one who has signed in. */
  email?: string | null;
}

export interface Opening {
  id: string;
  now: Date;
  requester: Requester;
  warnings: string[];
  requestHash: string | null;
  batchId: string | null;
  source?: Source;
  /** The workspace's own deadline for requests that name none. */
  expiryMinutes?: number;
}

/** A new pending approval. Throws InvalidRequest when the deadline has passed already. */
export function open(request: ApprovalRequest, opening: Opening): Approval {
  const expiresInMinutes = request.expiresInMinutes ?? opening.expiryMinutes ?? DEFAULT_EXPIRY_HOURS * 60;
  const expiresAt = request.expiresAt
    ? new Date(request.expiresAt)
    : new Date(opening.now.getTime() + expiresInMinutes * MINUTE_MS);
  if (expiresAt <= opening.now) {
    const message = 'expiresAt lies in the past. Give a later time, or leave it out.';
    throw new InvalidRequest(message, [{ path: 'expiresAt', message }]);
  }
  return {
    id: opening.id,
    workspaceId: opening.requester.workspaceId,
    keyId: opening.requester.keyId,
    status: 'PENDING',
    action: request.action,
    summary: request.summary,
    details: request.details,
    modifiedDetails: null,
    detailsSchema: request.detailsSchema ?? null,
    riskLevel: request.riskLevel,
    priority: request.priority,
    justification: request.justification ?? null,
    agentName: request.agentName || opening.requester.name,
    metadata: request.metadata ?? {},
    platform: request.platform ?? 'api',
    group: request.group ?? null,
    reviewers: request.reviewers ?? [],
    batchId: opening.batchId,
    source: opening.source ?? null,
    createdAt: opening.now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    onExpiry: request.onExpiry,
    warnings: opening.warnings,
    idempotencyKey: request.idempotencyKey ?? null,
    requestHash: opening.requestHash,
    changeScope: request.changeScope ?? null,
    allowanceUsedBy: null,
    callbacks: callbacksOf(request),
    comments: [],
    happenings: [],
    decisionNote: null,
    decisionReasonCode: null,
    decidedAt: null,
    decidedBy: null,
    autoDecided: false,
    requestedBy: requestedBy(request, opening.requester),
    // Here already, though it is set later: to copy a record and add a field costs far more than to change one.
    clock: undefined,
  };
}

export function isOverdue(approval: Approval, now: Date): boolean {
  return approval.status === 'PENDING' && now.toISOString() >= approval.expiresAt;
}

/** The approval as a reviewer's verdict settles it. Unchanged details count as not modified. */
export function decide(approval: Approval, verdict: VerdictRequest, by: string, now: Date): Approval {
  return settle(approval, {
    status: verdict.verdict === 'approve' ? 'APPROVED' : 'REJECTED',
    modifiedDetails:
      verdict.modifiedDetails && !isSame(verdict.modifiedDetails, approval.details) ? verdict.modifiedDetails : null,
    decisionNote: verdict.note || null,
    decisionReasonCode: verdict.reasonCode ?? null,
    decidedAt: now.toISOString(),
    decidedBy: by,
    autoDecided: false,
  });
}

/** As `decide`, where several must approve: pending with one more vote, or settled by the last. One rejection rejects. */
export function decideTogether(
  approval: Approval,
  verdict: VerdictRequest,
  electorate: Electorate,
  now: Date,
): Approval {
  if (approval.status !== 'PENDING') throw new AlreadyDecided(approval);
  const { by } = electorate.voter;
  if (verdict.verdict === 'reject') return decide(approval, verdict, by, now);
  const { approval: voted, isReached } = withVote(approval, verdict, electorate, now);
  if (!isReached) return voted;
  const notes = (voted.votes ?? []).flatMap((vote) => (vote.note ? `${vote.by}: ${vote.note}` : []));
  return settle(voted, {
    status: 'APPROVED',
    modifiedDetails: voted.proposedDetails ?? null,
    decisionNote: notes.join('\n') || null,
    decisionReasonCode: verdict.reasonCode ?? null,
    decidedAt: now.toISOString(),
    decidedBy: (voted.votes ?? []).map((vote) => vote.by).join(', '),
    autoDecided: false,
  });
}

/** The approval as a policy settles it, which asks nobody. */
export function settleByPolicy(approval: Approval, policy: NonNullable<Approval['policy']>, now: Date): Approval {
  return settle(approval, {
    status: policy.verdict === 'approve' ? 'APPROVED' : 'REJECTED',
    modifiedDetails: null,
    decisionNote: policy.note,
    decisionReasonCode: 'policy',
    decidedAt: now.toISOString(),
    decidedBy: `rule: ${policy.name}`,
    autoDecided: true,
  });
}

/** The approval as its deadline settles it. */
export function expire(approval: Approval): Approval {
  return settle(approval, {
    status: approval.onExpiry === 'approve' ? 'APPROVED' : 'REJECTED',
    modifiedDetails: null,
    decisionNote: 'Nobody decided before the deadline.',
    decisionReasonCode: 'expired',
    decidedAt: approval.expiresAt,
    decidedBy: 'deadline',
    autoDecided: true,
  });
}

/** The approval as an earlier decision settles it, whose reviewer has allowed exactly this. */
export function settleAllowed(approval: Approval, earlier: Approval, now: Date): Approval {
  return settle(approval, {
    status: 'APPROVED',
    modifiedDetails: null,
    decisionNote: `Allowed with the changes of ${earlier.id}.`,
    decisionReasonCode: 'allowed_change',
    decidedAt: now.toISOString(),
    decidedBy: earlier.decidedBy,
    autoDecided: true,
  });
}

/** The approval as its requester or an admin takes it back. */
export function cancel(approval: Approval, note: string | undefined, by: string, now: Date): Approval {
  return settle(approval, {
    status: 'CANCELLED',
    modifiedDetails: null,
    decisionNote: note || null,
    decisionReasonCode: 'cancelled',
    decidedAt: now.toISOString(),
    decidedBy: by,
    autoDecided: false,
  });
}

type Decision = Pick<
  Approval,
  'status' | 'modifiedDetails' | 'decisionNote' | 'decisionReasonCode' | 'decidedAt' | 'decidedBy' | 'autoDecided'
>;

/** The only place where a decision is made. Throws AlreadyDecided when there is one. */
function settle(approval: Approval, decision: Decision): Approval {
  if (approval.status !== 'PENDING') throw new AlreadyDecided(approval);
  // What was still to be done while it waited need not be kept for ever.
  return { ...approval, ...decision, clock: approval.clock && { ...approval.clock, next: [] } };
}

/** Who has signed in is known; what a program says of who asked is taken at its word. */
function requestedBy(request: ApprovalRequest, { email }: Requester): string | undefined {
  return (email ?? request.requestedBy)?.toLowerCase() || undefined;
}

function callbacksOf(request: ApprovalRequest): Callback[] {
  const urls = new Set([request.callbackUrl, request.webhookUrl].filter((url) => url !== undefined));
  return [...urls].map((url) => ({ url, confirmation: 'status' }));
}

function isSame(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
