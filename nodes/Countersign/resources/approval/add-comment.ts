import { callRelay } from '../../../shared/transport';
import { approvalIdField } from './approval-id';
import { approvalPath } from './approval-path';
import type { Operation } from './operations';

export const addComment: Operation = {
  fields: [
    ...approvalIdField('addComment'),
    {
      displayName: 'Text',
      name: 'text',
      type: 'string',
      typeOptions: { rows: 3 },
      required: true,
      default: '',
      placeholder: 'e.g. The customer called again',
      description: 'Plain text, shown to reviewers beside the approval',
      displayOptions: { show: { resource: ['approval'], operation: ['addComment'] } },
    },
  ],
  async run(ctx, itemIndex) {
    const body = { text: ctx.getNodeParameter('text', itemIndex) as string };
    return [
      await callRelay(ctx, { method: 'POST', path: `${approvalPath(ctx, itemIndex)}/comments`, body, itemIndex }),
    ];
  },
};
