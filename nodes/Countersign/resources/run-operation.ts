import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { nodeError } from '../../shared/transport';
import { operations } from './approval/operations';

/** Runs the chosen operation for each input item. An item that fails stops the node, or comes out with its error. */
export async function runOperation(ctx: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const output: INodeExecutionData[] = [];
  for (let item = 0; item < ctx.getInputData().length; item += 1) {
    try {
      const name = ctx.getNodeParameter('operation', item) as string;
      const operation = operations[name];
      if (!operation)
        throw new NodeOperationError(ctx.getNode(), `There is no operation "${name}"`, { itemIndex: item });
      const results = await operation.run(ctx, item);
      output.push(...results.map((json) => ({ json, pairedItem: { item } })));
    } catch (error) {
      if (!ctx.continueOnFail()) throw nodeError(ctx.getNode(), error, item);
      output.push({ json: { error: inWords(error) }, pairedItem: { item } });
    }
  }
  return [output];
}

/** The message with the relay's explanation, which n8n shows apart and which an item has no other place for. */
function inWords(error: unknown): string {
  const { message, description } = error as { message: string; description?: string | null };
  return description ? `${message}: ${description}` : message;
}
