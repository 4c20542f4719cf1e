/** What can start the workflow, in words for the list in the editor. */
import type { INodePropertyOptions } from 'n8n-workflow';
import { eventTypes } from '../shared/contract.generated';

type EventType = (typeof eventTypes)[number]['value'];

const DESCRIPTIONS: Record<EventType, string> = {
  'approval.requested': 'Somebody or something asks: n8n, Zapier, or a connected platform',
  'approval.decided': 'A person or a rule said yes or no',
  'approval.expired': 'Nobody answered before the deadline',
  'approval.cancelled': 'The request was taken back',
  'approval.assigned': 'It was given to somebody, or somebody took it',
  'approval.escalated': 'It waited too long and went to the next group',
  'approval.target_missed': 'It was not decided by its target; it still waits',
  'delivery.failed':
    'The relay gave up telling a workflow, a platform or a channel. The item says where, why and what to do.',
};

export const events: INodePropertyOptions[] = eventTypes
  .map(({ value, title }) => ({ name: title, value, description: DESCRIPTIONS[value] }))
  .sort((one, other) => one.name.localeCompare(other.name));
