import type { Create, CreatePerform } from 'zapier-platform-core';
import { approvalOutputFields, presentApproval } from '../approval/present.js';
import { approvalPath } from '../approval/read.js';
import { cancelledSample } from '../approval/sample.js';
import type { ApprovalView } from '../approval/view.js';
import { pendingApprovals } from '../choices/approvals.js';
import { askRelay } from '../relay/call.js';
import { explain } from '../relay/problems.js';
import { approvalField } from './approval-field.js';

/** Takes a question back. One that is cancelled already is as good as cancelled now. */
const perform: CreatePerform = async (z, bundle) => {
  const { approvalId, note } = bundle.inputData;
  const body = note === undefined ? {} : { note };
  const answer = await askRelay(z, bundle, { method: 'POST', path: approvalPath(String(approvalId), 'cancel'), body });
  if (answer.status === 200) return presentApproval(answer.data as ApprovalView);
  const standing = (answer.data as { approval?: ApprovalView } | null)?.approval;
  if (answer.status === 409 && standing?.status === 'CANCELLED') return presentApproval(standing);
  throw explain(z, bundle, answer);
};

export const cancelApproval = {
  key: 'cancel_approval',
  noun: 'Approval',
  display: {
    label: 'Cancel Approval',
    description: 'Takes back a request that nobody needs answered any more. Whoever waits for it is told.',
  },
  operation: {
    inputFields: [
      approvalField(pendingApprovals),
      { key: 'note', label: 'Note', type: 'text', helpText: 'Why it is no longer needed.' },
    ],
    perform,
    sample: cancelledSample,
    outputFields: approvalOutputFields,
  },
} satisfies Create;
