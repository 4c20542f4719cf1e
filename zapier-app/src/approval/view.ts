/** An approval as the relay shows it; `npm run contract` lists the same fields in contract.generated.ts. */
export interface ApprovalView {
  id: string;
  status: 'PENDING' | 'APPROVED' | 'REJECTED' | 'CANCELLED';
  action: string;
  summary: string;
  details: Record<string, unknown>;
  modifiedDetails: Record<string, unknown> | null;
  effectiveDetails: Record<string, unknown>;
  detailsSchema: Record<string, unknown> | null;
  metadata: Record<string, unknown>;
  decisionNote: string | null;
  decisionReasonCode: string | null;
  decidedAt: string | null;
  decidedBy: string | null;
  autoDecided: boolean;
  createdAt: string;
  expiresAt: string;
  [field: string]: unknown;
}

export interface ApprovalPage {
  items: ApprovalView[];
  nextCursor: string | null;
}

/** One word to branch on. A deadline that passed is told apart from a person's no. */
export type Outcome = 'pending' | 'approved' | 'rejected' | 'cancelled' | 'expired';

export function outcomeOf({ status, autoDecided, decisionReasonCode }: ApprovalView): Outcome {
  if (status === 'PENDING') return 'pending';
  if (status === 'APPROVED') return 'approved';
  if (status === 'CANCELLED') return 'cancelled';
  return autoDecided && decisionReasonCode === 'expired' ? 'expired' : 'rejected';
}
