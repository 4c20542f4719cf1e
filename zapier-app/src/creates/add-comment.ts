import type { Create, CreatePerform } from 'zapier-platform-core';
import { approvalPath } from '../approval/read.js';
import { allApprovals } from '../choices/approvals.js';
import { commentFields } from '../contract.generated.js';
import { input } from '../fields.js';
import { callRelay } from '../relay/call.js';
import { approvalField } from './approval-field.js';

interface Entry {
  at: string;
  event: string;
  by: string | null;
  text: string | null;
}

/** Says something to the reviewers. A replay does not say the same twice in a row. */
const perform: CreatePerform = async (z, bundle) => {
  const approvalId = String(bundle.inputData.approvalId);
  const text = String(bundle.inputData.text ?? '').trim();
  const timeline = await callRelay<{ items: Entry[] }>(z, bundle, {
    method: 'GET',
    path: approvalPath(approvalId, 'timeline'),
  });
  const last = timeline.items.filter(({ event }) => event === 'approval.commented').at(-1);
  const me = await callRelay<{ key: { name: string } | null }>(z, bundle, { method: 'GET', path: '/api/me' });
  if (last && last.text === text && last.by === me.key?.name)
    return { id: `${approvalId}-${last.at}`, approvalId, at: last.at, by: last.by, text };
  const comment = await callRelay<{ at: string; by: string; text: string }>(z, bundle, {
    method: 'POST',
    path: approvalPath(approvalId, 'comments'),
    body: { text },
    mayRepeat: false,
  });
  return { id: `${approvalId}-${comment.at}`, approvalId, at: comment.at, by: comment.by, text: comment.text };
};

export const addComment = {
  key: 'add_comment',
  noun: 'Comment',
  display: { label: 'Add Comment', description: 'Adds a comment that reviewers see beside the request.' },
  operation: {
    inputFields: [approvalField(allApprovals), input('text', commentFields.text, { type: 'text' })],
    perform,
    sample: {
      id: 'req_2f1c9a7d4be0583a66c1d2e4-2026-03-02T09:00:30.000Z',
      approvalId: 'req_2f1c9a7d4be0583a66c1d2e4',
      at: '2026-03-02T09:00:30.000Z',
      by: 'Zapier',
      text: 'The customer has written again.',
    },
    outputFields: [
      { key: 'id', label: 'ID', type: 'string' },
      { key: 'approvalId', label: 'Approval ID', type: 'string' },
      { key: 'at', label: 'Written At', type: 'datetime' },
      { key: 'by', label: 'Written By', type: 'string' },
      { key: 'text', label: 'Text', type: 'string' },
    ],
  },
} satisfies Create;
