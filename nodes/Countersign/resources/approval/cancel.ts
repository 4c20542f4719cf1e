import { callRelay } from '../../../shared/transport';
import { approvalIdField } from './approval-id';
import { approvalPath } from './approval-path';
import type { Operation } from './operations';

export const cancel: Operation = {
  fields: [
    ...approvalIdField('cancel'),
    {
      displayName: 'Note',
      name: 'cancelNote',
      type: 'string',
      default: '',
      placeholder: 'e.g. The customer took it back',
      description: 'Why it is no longer needed',
      displayOptions: { show: { resource: ['approval'], operation: ['cancel'] } },
    },
  ],
  async run(ctx, itemIndex) {
    const body = { note: ctx.getNodeParameter('cancelNote', itemIndex, '') as string };
    return [await callRelay(ctx, { method: 'POST', path: `${approvalPath(ctx, itemIndex)}/cancel`, body, itemIndex })];
  },
};
