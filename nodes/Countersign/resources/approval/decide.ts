import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { callRelay } from '../../../shared/transport';
import { FIRST, SINCE_LISTS } from '../../../shared/versions';
import { approvalIdField } from './approval-id';
import { approvalPath } from './approval-path';
import type { Operation } from './operations';

const show = { resource: ['approval'], operation: ['decide'] };

export const decide: Operation = {
  fields: [
    ...approvalIdField('decide'),
    {
      displayName: 'Verdict',
      name: 'verdict',
      type: 'options',
      default: 'reject',
      options: [
        { name: 'Approve', value: 'approve' },
        { name: 'Reject', value: 'reject' },
      ],
      description: 'What to decide. The connection key in the credential needs the scope decide.',
      displayOptions: { show },
    },
    {
      displayName: 'Decision',
      name: 'decision',
      type: 'collection',
      placeholder: 'Add field',
      default: {},
      displayOptions: { show },
      options: [
        {
          displayName: 'Modified Details',
          name: 'modifiedDetails',
          type: 'json',
          default: '{}',
          description: 'All the details as they should be acted on, not only the changed ones. Empty changes nothing.',
          displayOptions: { show: { '/verdict': ['approve'] } },
        },
        {
          displayName: 'Note',
          name: 'note',
          type: 'string',
          default: '',
          placeholder: 'e.g. Shipping only',
          description: 'Why. The workflow that asked gets it, and often the customer’s record.',
        },
        {
          displayName: 'Reason Code',
          name: 'reasonCode',
          type: 'string',
          default: '',
          placeholder: 'e.g. within_policy',
          description: 'A short stable reason for reports',
          displayOptions: { show: FIRST },
        },
        {
          displayName: 'Reason Code Name or ID',
          name: 'reasonCode',
          type: 'options',
          typeOptions: { loadOptionsMethod: 'getReasonCodes' },
          default: '',
          description:
            'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
          displayOptions: { show: SINCE_LISTS },
        },
      ],
    },
  ],
  async run(ctx, itemIndex) {
    const { modifiedDetails, ...decision } = ctx.getNodeParameter('decision', itemIndex, {}) as IDataObject;
    const given = Object.fromEntries(Object.entries(decision).filter(([, value]) => value !== ''));
    const body: IDataObject = { verdict: ctx.getNodeParameter('verdict', itemIndex), ...given };
    const changed = modifiedDetails === undefined ? {} : details(ctx, modifiedDetails, itemIndex);
    if (Object.keys(changed).length > 0) body.modifiedDetails = changed;
    return [
      await callRelay(ctx, { method: 'POST', path: `${approvalPath(ctx, itemIndex)}/decision`, body, itemIndex }),
    ];
  },
};

function details(ctx: IExecuteFunctions, value: unknown, itemIndex: number): IDataObject {
  if (typeof value !== 'string') return value as IDataObject;
  try {
    return JSON.parse(value) as IDataObject;
  } catch (error) {
    throw new NodeOperationError(ctx.getNode(), 'Modified Details is not valid JSON', {
      itemIndex,
      description: (error as Error).message,
    });
  }
}
