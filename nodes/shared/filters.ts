/** What approvals are filtered by, in a search and in the trigger. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { property } from './fields';
import { severalFromList } from './from-list';
import { FIRST } from './versions';

export const actionFilter: INodeProperties = {
  displayName: 'Action',
  name: 'action',
  type: 'string',
  default: '',
  placeholder: 'e.g. process_refund',
  description: 'Only this action, written exactly as it is asked; several are separated by commas',
};

export const groupFilter: INodeProperties[] = [
  {
    displayName: 'Group',
    name: 'group',
    type: 'string',
    default: '',
    placeholder: 'e.g. Refunds',
    description: 'Only this review group; several are separated by commas',
    displayOptions: { show: FIRST },
  },
  severalFromList('Group Names or IDs', 'group', 'getGroups'),
];

export const platformFilter: INodeProperties[] = [
  {
    displayName: 'Platform',
    name: 'platform',
    type: 'string',
    default: '',
    placeholder: 'e.g. zendesk',
    description: 'Only what comes from this platform; several are separated by commas',
    displayOptions: { show: FIRST },
  },
  severalFromList('Platform Names or IDs', 'platform', 'getPlatforms'),
];

export const riskLevels = property('riskLevel').options as INodePropertyOptions[];
