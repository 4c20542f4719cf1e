import { callRelay } from '../../../shared/transport';
import { approvalIdField } from './approval-id';
import { approvalPath } from './approval-path';
import type { Operation } from './operations';

export const get: Operation = {
  fields: approvalIdField('get'),
  async run(ctx, itemIndex) {
    return [await callRelay(ctx, { method: 'GET', path: approvalPath(ctx, itemIndex), itemIndex })];
  },
};
