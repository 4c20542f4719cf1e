import type { INodeProperties } from 'n8n-workflow';
import { actionFilter, groupFilter, platformFilter, riskLevels } from '../shared/filters';
import { events } from './events';

export const triggerFields: INodeProperties[] = [
  {
    displayName: 'Events',
    name: 'events',
    type: 'multiOptions',
    required: true,
    default: ['approval.decided'],
    options: events,
    description:
      'What starts the workflow. To act on every answer, choose Decided, Expired and Cancelled: a deadline that passes is not Decided.',
  },
  {
    displayName: 'Filter',
    name: 'filter',
    type: 'collection',
    placeholder: 'Add filter',
    default: {},
    description: 'Without any, everything in the workspace starts the workflow, whoever asked',
    options: [
      actionFilter,
      ...groupFilter,
      {
        displayName: 'Outcome',
        name: 'outcome',
        type: 'options',
        default: 'APPROVED',
        options: [
          { name: 'Approved', value: 'APPROVED' },
          { name: 'Rejected', value: 'REJECTED' },
        ],
        description: 'Only answers with this outcome; what is not answered yet is let through',
      },
      ...platformFilter,
      {
        displayName: 'Risk Level',
        name: 'riskLevel',
        type: 'options',
        default: 'high',
        options: riskLevels,
        description: 'Only this risk',
      },
    ],
  },
];
