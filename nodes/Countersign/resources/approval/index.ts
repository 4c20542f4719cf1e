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
        description: 'Tell reviewers something',
        action: 'Add a comment to an approval',
      },
      { name: 'Cancel', value: 'cancel', description: 'Take a pending approval back', action: 'Cancel an approval' },
      {
        name: 'Decide',
        value: 'decide',
        description: 'Approve or reject from a workflow',
        action: 'Decide an approval',
      },
      { name: 'Get', value: 'get', description: 'Read one approval', action: 'Get an approval' },
      { name: 'Get Many', value: 'getAll', description: 'List approvals', action: 'Get many approvals' },
      {
        name: 'Request Approval',
        value: 'request',
        description: 'Ask and go on without waiting',
        action: 'Request an approval',
      },
      {
        name: 'Request Approval and Wait',
        // This very value makes n8n sign the resume URL and offer the node as a human-review gate for agents.
        value: 'sendAndWait',
        description: 'Ask, and go on when a person has decided',
        action: 'Request an approval and wait',
      },
    ],
    default: 'sendAndWait',
  },
  ...requestFields,
  ...Object.values(operations).flatMap(({ fields }) => fields),
];
