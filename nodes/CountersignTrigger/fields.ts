import type { INodeProperties } from 'n8n-workflow';
import { eventTypes } from '../shared/contract.generated';
import { FIRST, SINCE_LISTS } from '../shared/versions';

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
        description: 'Only this action; several are separated by commas',
      },
      {
        displayName: 'Group',
        name: 'group',
        type: 'string',
        default: '',
        description: 'Only this review group',
        displayOptions: { show: FIRST },
      },
      {
        displayName: 'Group Names or IDs',
        name: 'group',
        type: 'multiOptions',
        typeOptions: { loadOptionsMethod: 'getGroups' },
        default: [],
        description:
          'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
        displayOptions: { show: SINCE_LISTS },
      },
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
        displayOptions: { show: FIRST },
      },
      {
        displayName: 'Platform Names or IDs',
        name: 'platform',
        type: 'multiOptions',
        typeOptions: { loadOptionsMethod: 'getPlatforms' },
        default: [],
        description:
          'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
        displayOptions: { show: SINCE_LISTS },
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
