import type { Bundle, PlainInputField, Trigger } from 'zapier-platform-core';
import { decidedSample } from '../approval/sample.js';
import type { ApprovalView } from '../approval/view.js';
import { filterFields } from '../contract.generated.js';
import { input } from '../fields.js';
import { approvalTrigger } from '../hooks/approval-trigger.js';

const includeExpired: PlainInputField = {
  key: 'includeExpired',
  label: 'Include Expired Approvals',
  type: 'boolean',
  default: 'false',
  helpText:
    'Choose yes to start also when nobody answered and the deadline decided. You need it if your requests approve themselves on expiry.',
};

const isExpired = ({ autoDecided, decisionReasonCode }: ApprovalView): boolean =>
  autoDecided && decisionReasonCode === 'expired';

/** A drop-down may give a yes as text. */
const wantsExpired = ({ inputData }: Bundle): boolean =>
  inputData.includeExpired === true || inputData.includeExpired === 'true';

export const approvalDecided = {
  key: 'approval_decided',
  noun: 'Approval',
  display: {
    label: 'Approval Decided',
    description: 'Triggers when a reviewer or a rule approves or rejects a request.',
  },
  operation: approvalTrigger({
    events: (bundle) => ['approval.decided', ...(wantsExpired(bundle) ? ['approval.expired'] : [])],
    inputFields: [input('outcome', filterFields.outcome), includeExpired],
    list: ({ inputData }) => ({ status: String(inputData.outcome || 'APPROVED,REJECTED'), sort: 'decided' }),
    isListed: (approval, bundle) => wantsExpired(bundle) || !isExpired(approval),
    eventOf: (approval) => ({
      event: isExpired(approval) ? 'approval.expired' : 'approval.decided',
      eventAt: String(approval.decidedAt),
    }),
    sample: { ...decidedSample, event: 'approval.decided', eventAt: '2026-03-02T09:01:00.000Z' },
  }),
} satisfies Trigger;
