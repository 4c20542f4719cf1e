import type { INodeProperties } from 'n8n-workflow';
import { FIRST, SINCE_LISTS } from '../../../shared/versions';

/** The field by which an operation names its approval. */
export function approvalIdField(operation: string): INodeProperties[] {
  const show = { resource: ['approval'], operation: [operation] };
  return [
    {
      displayName: 'Approval ID',
      name: 'approvalId',
      type: 'string',
      required: true,
      default: '',
      placeholder: 'e.g. req_2f1c9a7d4be0583a66c1d2e4',
      description: 'As an earlier step or the Countersign Trigger gave it',
      displayOptions: { show: { ...show, ...FIRST } },
    },
    {
      displayName: 'Approval',
      name: 'approvalId',
      type: 'resourceLocator',
      required: true,
      default: { mode: 'list', value: '' },
      description: 'As an earlier step or the Countersign Trigger gave it, or one from the list',
      displayOptions: { show: { ...show, ...SINCE_LISTS } },
      modes: [
        {
          displayName: 'From List',
          name: 'list',
          type: 'list',
          placeholder: 'Select an approval…',
          typeOptions: { searchListMethod: 'searchApprovals', searchable: true },
        },
        { displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. req_2f1c9a7d4be0583a66c1d2e4' },
        {
          displayName: 'By URL',
          name: 'url',
          type: 'string',
          placeholder: 'e.g. https://approvals.example.com/approvals/req_2f1c9a7d4be0583a66c1d2e4',
          hint: 'The address of the page where a reviewer decides',
          extractValue: { type: 'regex', regex: 'https?://.+/approvals/([^/?#]+)' },
          validation: [
            {
              type: 'regex',
              properties: {
                regex: 'https?://.+/approvals/([^/?#]+).*',
                errorMessage: 'This is not the address of an approval',
              },
            },
          ],
        },
      ],
    },
  ];
}
