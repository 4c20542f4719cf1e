import type { Trigger } from 'zapier-platform-core';
import { expiredSample } from '../approval/sample.js';
import { approvalTrigger } from '../hooks/approval-trigger.js';

export const approvalExpired = {
  key: 'approval_expired',
  noun: 'Approval',
  display: { label: 'Approval Expired', description: 'Triggers when nobody answers a request before its deadline.' },
  operation: approvalTrigger({
    events: () => ['approval.expired'],
    list: () => ({ status: 'APPROVED,REJECTED', sort: 'decided' }),
    isListed: ({ autoDecided, decisionReasonCode }) => autoDecided && decisionReasonCode === 'expired',
    eventOf: ({ decidedAt }) => ({ event: 'approval.expired', eventAt: String(decidedAt) }),
    sample: { ...expiredSample, event: 'approval.expired', eventAt: '2026-03-03T09:00:00.000Z' },
  }),
} satisfies Trigger;
