import type { INodeProperties } from 'n8n-workflow';

/** The field by which an operation names its approval. */
export function approvalIdField(operation: string): INodeProperties {
  return {
    displayName: 'Approval ID',
    name: 'approvalId',
    type: 'string',
    required: true,
    default: '',
    placeholder: 'e.g. req_2f1c9a7d4be0583a66c1d2e4',
    description: 'As an earlier step or the Countersign Trigger gave it',
    displayOptions: { show: { resource: ['approval'], operation: [operation] } },
  };
}
