import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { located } from '../../../shared/located';

/** The relay's path of the item's approval. Throws NodeOperationError when there is no id. */
export function approvalPath(ctx: IExecuteFunctions, itemIndex: number): string {
  const id = located(ctx.getNodeParameter('approvalId', itemIndex, ''));
  if (id) return `/api/approvals/${encodeURIComponent(id)}`;
  throw new NodeOperationError(ctx.getNode(), 'The approval ID is empty', {
    itemIndex,
    description: 'Fill it in, or take it from an earlier step.',
  });
}
