import type { INodeProperties } from 'n8n-workflow';
import { operations } from './operations';
import { requestFields } from './request-fields';

export const approvalFields: INodeProperties[] = [
  {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: { show: { resource: ['approval'] } },
    options: [
      {
        name: 'Add Comment',
        value: 'addComment',
        description: 'Tell reviewers something, without deciding',
        action: 'Add a comment to an approval',
      },
      {
        name: 'Cancel',
        value: 'cancel',
        description: 'Take a request back that nobody needs answered any more',
        action: 'Cancel an approval',
      },
      {
        name: 'Decide',
        value: 'decide',
        description: 'Approve or reject from a workflow',
        action: 'Decide an approval',
      },
      { name: 'Get', value: 'get', description: 'Read one approval, decided or not', action: 'Get an approval' },
      {
        name: 'Get Many',
        value: 'getAll',
        description: 'List approvals, the newest first',
        action: 'Get many approvals',
      },
      {
        name: 'Request Approval',
        value: 'request',
        description: 'Ask and go on at once; a Countersign Trigger starts when it is decided',
        action: 'Request an approval',
      },
      {
        name: 'Request Approval and Wait',
        // This very value makes n8n sign the resume URL and offer the node as a human-review gate for agents.
        value: 'sendAndWait',
        description: 'Ask, and go on at Approved, Rejected or Timed Out when it is decided',
        action: 'Request an approval and wait',
      },
    ],
    default: 'sendAndWait',
  },
  ...requestFields,
  ...Object.values(operations).flatMap(({ fields }) => fields),
];
