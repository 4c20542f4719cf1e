/** Records as the relay makes them; only what a test is about needs to be given. */
import type { Approval, Delivery } from '../../../relay/store/records.js';

export function approval(fields: Partial<Approval> & { id: string }): Approval {
  return {
    workspaceId: 'ws_1',
    keyId: 'key_1',
    status: 'PENDING',
    action: 'process_refund',
    summary: 'Refund 400.00 EUR',
    details: { amount: '400.00' },
    modifiedDetails: null,
    detailsSchema: null,
    riskLevel: 'high',
    priority: 'normal',
    justification: null,
    agentName: null,
    metadata: {},
    platform: 'api',
    group: null,
    reviewers: [],
    batchId: null,
    source: null,
    createdAt: '2026-03-02T09:00:00.000Z',
    expiresAt: '2026-03-03T09:00:00.000Z',
    onExpiry: 'reject',
    warnings: [],
    idempotencyKey: null,
    requestHash: null,
    changeScope: null,
    allowanceUsedBy: null,
    callbacks: [],
    comments: [],
    happenings: [],
    decisionNote: null,
    decisionReasonCode: null,
    decidedAt: null,
    decidedBy: null,
    autoDecided: false,
    ...fields,
  };
}

export function delivery(fields: Partial<Delivery> & { id: string }): Delivery {
  return {
    workspaceId: 'ws_1',
    keyId: 'key_1',
    kind: 'callback',
    event: 'approval.decided',
    approvalId: 'req_1',
    batchId: null,
    subscriptionId: null,
    eventId: null,
    url: 'https://flows.example.com/decision',
    confirmation: 'status',
    status: 'queued',
    createdAt: '2026-03-02T09:00:00.000Z',
    dueAt: '2026-03-02T09:00:00.000Z',
    attempts: [],
    failures: 0,
    snapshot: null,
    ...fields,
  };
}
