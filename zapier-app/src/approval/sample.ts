/** What the editor shows before there is anything real. */
import { presentApproval, type Presented } from './present.js';
import type { ApprovalView } from './view.js';

const details = { amount: '400.00', currency: 'EUR', ticketId: '9921' };
const modifiedDetails = { ...details, amount: '40.00' };

const settled: ApprovalView = {
  id: 'req_2f1c9a7d4be0583a66c1d2e4',
  status: 'APPROVED',
  action: 'process_refund',
  summary: 'Refund 400.00 EUR to ana@example.com',
  details,
  modifiedDetails,
  effectiveDetails: modifiedDetails,
  detailsSchema: null,
  riskLevel: 'high',
  priority: 'normal',
  justification: 'The parcel was lost.',
  agentName: 'Zapier',
  metadata: { zap: 'Refunds' },
  platform: 'zapier',
  reference: {},
  sourceUrl: null,
  group: 'Support',
  reviewers: ['alice@example.com'],
  assignees: ['alice@example.com'],
  requestedBy: null,
  separateDuty: false,
  quorum: null,
  votes: [],
  proposedDetails: null,
  rules: [{ id: 'rul_2f1c9a7d4be0583a66c1d2e4', name: 'Refunds go to Support' }],
  claimedBy: null,
  targetAt: '2026-03-02T11:00:00.000Z',
  targetMissedAt: null,
  batchId: null,
  createdAt: '2026-03-02T09:00:00.000Z',
  expiresAt: '2026-03-03T09:00:00.000Z',
  onExpiry: 'reject',
  decisionNote: 'Shipping only',
  decisionReasonCode: 'within_policy',
  decidedAt: '2026-03-02T09:01:00.000Z',
  decidedBy: 'alice@example.com',
  decidedFor: null,
  decidedVia: null,
  autoDecided: false,
  reviewUrl: 'https://approvals.example.com/approvals/req_2f1c9a7d4be0583a66c1d2e4',
};

const undecided = {
  modifiedDetails: null,
  effectiveDetails: details,
  decisionNote: null,
  decisionReasonCode: null,
  decidedAt: null,
  decidedBy: null,
  autoDecided: false,
};

export const decidedSample = presentApproval(settled);
export const pendingSample = presentApproval({ ...settled, ...undecided, status: 'PENDING' });
export const cancelledSample = presentApproval({
  ...settled,
  ...undecided,
  status: 'CANCELLED',
  decisionNote: 'The customer has withdrawn the request',
  decisionReasonCode: 'cancelled',
  decidedAt: '2026-03-02T09:01:00.000Z',
  decidedBy: 'Zapier',
});
export const expiredSample = presentApproval({
  ...settled,
  ...undecided,
  status: 'REJECTED',
  decisionNote: 'Nobody decided before the deadline.',
  decisionReasonCode: 'expired',
  decidedAt: '2026-03-03T09:00:00.000Z',
  decidedBy: 'deadline',
  autoDecided: true,
});

/** What the given request would come back as if it were approved unchanged, so that later steps can be set up with it. */
export function approvedAsAsked(request: Record<string, unknown> & { details: Record<string, unknown> }): Presented {
  return presentApproval({
    ...settled,
    ...request,
    modifiedDetails: null,
    effectiveDetails: request.details,
    metadata: (request.metadata as Record<string, unknown> | undefined) ?? {},
    decisionNote: null,
    decisionReasonCode: null,
  });
}
