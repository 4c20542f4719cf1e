import type { INodeProperties } from 'n8n-workflow';
import { eventTypes } from '../shared/contract.generated';

export const triggerFields: INodeProperties[] = [
  {
    displayName: 'Events',
    name: 'events',
    type: 'multiOptions',
    required: true,
    default: ['approval.decided'],
    options: [...eventTypes]
      .map(({ value, title }) => ({ name: title, value }))
      .sort((one, other) => one.name.localeCompare(other.name)),
    description: 'What starts the workflow. Decided means by a person or a rule; a deadline that passes is Expired.',
  },
  {
    displayName: 'Filter',
    name: 'filter',
    type: 'collection',
    placeholder: 'Add filter',
    default: {},
    options: [
      {
        displayName: 'Action',
        name: 'action',
        type: 'string',
        default: '',
        placeholder: 'e.g. process_refund',
        description: 'Only this action',
      },
      { displayName: 'Group', name: 'group', type: 'string', default: '', description: 'Only this review group' },
      {
        displayName: 'Outcome',
        name: 'outcome',
        type: 'options',
        default: 'APPROVED',
        options: [
          { name: 'Approved', value: 'APPROVED' },
          { name: 'Rejected', value: 'REJECTED' },
        ],
        description: 'Only decisions with this outcome',
      },
      {
        displayName: 'Platform',
        name: 'platform',
        type: 'string',
        default: '',
        placeholder: 'e.g. zendesk',
        description: 'Only requests from this platform',
      },
      {
        displayName: 'Risk Level',
        name: 'riskLevel',
        type: 'options',
        default: 'high',
        options: [
          { name: 'High', value: 'high' },
          { name: 'Low', value: 'low' },
          { name: 'Medium', value: 'medium' },
        ],
        description: 'Only this risk',
      },
    ],
  },
];
