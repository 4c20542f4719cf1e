/** An approval with all that has happened to it, and batches of them. */
import type { ApprovalStatus, RiskLevel } from '../../contract/approval-words.js';
import type { Comment } from '../../contract/timeline.js';
import type { Routed } from './rule.js';
import type { Timed } from './time.js';

export interface Approval extends Routed, Timed {
  id: string;
  workspaceId: string;
  /** The key it was asked with (its secret signs the callbacks), or null when a signed-in person asked. */
  keyId: string | null;
  status: ApprovalStatus;
  action: string;
  summary: string;
  details: Record<string, unknown>;
  modifiedDetails: Record<string, unknown> | null;
  detailsSchema: Record<string, unknown> | null;
  riskLevel: RiskLevel;
  priority: 'low' | 'normal' | 'urgent';
  justification: string | null;
  agentName: string | null;
  metadata: Record<string, unknown>;
  platform: string;
  group: string | null;
  reviewers: string[];
  batchId: string | null;
  source: Source | null;
  createdAt: string;
  expiresAt: string;
  onExpiry: 'reject' | 'approve';
  /** What the caller was told to look at; said again when the same request is repeated. */
  warnings: string[];
  idempotencyKey: string | null;
  /** SHA-256 of the request as it was validated, to tell a repetition from another request with the same key. */
  requestHash: string | null;
  /** Within which a reviewer's changes count as allowed for the next request, and the request that made use of it. */
  changeScope: string | null;
  allowanceUsedBy: string | null;
  callbacks: Callback[];
  comments: Comment[];
  happenings: Happening[];
  decisionNote: string | null;
  decisionReasonCode: string | null;
  decidedAt: string | null;
  decidedBy: string | null;
  /** E-mails of those in whose stead a delegate decided. */
  decidedFor?: string | null;
  decidedVia?: 'link' | null;
  autoDecided: boolean;
}

export interface Source {
  connectionId: string;
  reference: Record<string, unknown>;
  /** Where the write-back goes, or null when there is none. */
  url: string | null;
  /** Where a person sees it in the platform. */
  link: string | null;
}

export interface Callback {
  url: string;
  confirmation: 'status' | 'marker';
  delaySeconds?: number;
}

export interface Happening {
  at: string;
  event:
    | 'approval.seen'
    | 'approval.routed'
    | 'approval.voted'
    | 'approval.votes_restarted'
    | 'callback.registered'
    | 'approval.claimed'
    | 'approval.released'
    | 'approval.assigned'
    | 'approval.delegated'
    | 'approval.prioritised'
    | 'approval.reminded'
    | 'approval.reassigned'
    | 'approval.target_missed'
    | 'approval.escalated'
    | 'approval.answered_by_link'
    | 'approval.answered_for';
  by: string | null;
  text?: string | null;
}

export interface Batch {
  id: string;
  workspaceId: string;
  keyId: string | null;
  approvalIds: string[];
  /** Counted down in the transaction that settles each approval. */
  pending: number;
  callback: Callback | null;
  idempotencyKey: string | null;
  requestHash: string | null;
  createdAt: string;
  expiresAt: string;
}
