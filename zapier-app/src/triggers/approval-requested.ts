import type { Trigger } from 'zapier-platform-core';
import { pendingSample } from '../approval/sample.js';
import { approvalTrigger } from '../hooks/approval-trigger.js';

export const approvalRequested = {
  key: 'approval_requested',
  noun: 'Approval',
  display: { label: 'Approval Requested', description: 'Triggers when an automation asks for an approval.' },
  operation: approvalTrigger({
    events: () => ['approval.requested'],
    // Those that still wait look as they did when they were asked.
    list: () => ({ status: 'PENDING', sort: 'newest' }),
    eventOf: ({ createdAt }) => ({ event: 'approval.requested', eventAt: createdAt }),
    sample: { ...pendingSample, event: 'approval.requested', eventAt: '2026-03-02T09:00:00.000Z' },
  }),
} satisfies Trigger;
