import type { INodeProperties } from 'n8n-workflow';
import { SINCE_LISTS } from './versions';

/** Several values picked from what the relay knows, or given by an expression. */
export function severalFromList(displayName: string, name: string, loadOptionsMethod: string): INodeProperties {
  return {
    displayName,
    name,
    type: 'multiOptions',
    typeOptions: { loadOptionsMethod },
    default: [],
    description:
      'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
    displayOptions: { show: SINCE_LISTS },
  };
}
