import type { Bundle, Search, SearchPerform, ZObject } from 'zapier-platform-core';
import { approvalOutputFields, presentApproval } from '../approval/present.js';
import { approvalPath } from '../approval/read.js';
import { decidedSample } from '../approval/sample.js';
import type { ApprovalPage, ApprovalView } from '../approval/view.js';
import { askRelay, callRelay } from '../relay/call.js';
import { explain } from '../relay/problems.js';
import { statusField } from './status-field.js';

/** By its ID, or the newest that fits. */
const perform: SearchPerform = async (z, bundle) => {
  const { id, words, action, status } = bundle.inputData;
  if (id) return byId(z, bundle, String(id));
  if (!words && !action)
    throw new z.errors.Error('Say what to look for: an ID, words, or an action.', 'nothing_to_look_for', 400);
  const params = { q: text(words), action: text(action), status: text(status), sort: 'newest', limit: 10 };
  const { items } = await callRelay<ApprovalPage>(z, bundle, { method: 'GET', path: '/api/approvals', params });
  return items.map(presentApproval);
};

async function byId(z: ZObject, bundle: Bundle, id: string) {
  const answer = await askRelay(z, bundle, { method: 'GET', path: approvalPath(id) });
  if (answer.status === 404 && (answer.data as { code?: string } | null)?.code === 'not_found') return [];
  if (answer.status !== 200) throw explain(z, bundle, answer);
  return [presentApproval(answer.data as ApprovalView)];
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value);

export const findApproval = {
  key: 'find_approval',
  noun: 'Approval',
  display: {
    label: 'Find Approval',
    description: 'Finds a request by its ID, or the newest by words, action and status.',
  },
  operation: {
    inputFields: [
      {
        key: 'id',
        label: 'Approval ID',
        type: 'string',
        placeholder: 'req_2f1c9a7d4be0583a66c1d2e4',
        helpText: 'If you have it, nothing else is looked at.',
      },
      {
        key: 'words',
        label: 'Words',
        type: 'string',
        placeholder: '9921 ana@example.com',
        helpText: 'All of them must occur in the summary, the action, the agent, the justification or the details.',
      },
      { key: 'action', label: 'Action', type: 'string', placeholder: 'process_refund', helpText: 'Only this action.' },
      statusField,
    ],
    perform,
    sample: decidedSample,
    outputFields: approvalOutputFields,
  },
} satisfies Search;
