/**
 * n8n resumes a waiting node by switching it off and passing through it whatever its webhook gave. On that way it numbers
 * the items anew for each output, so that `$('Earlier node').item` finds the wrong item or none. Run once more instead, the
 * node says itself which output item came from which input item. n8n offers no official way to ask for that, so this
 * looks into the context it hands out, and says no where that does not look as expected.
 */
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { PARKED, type Parked } from './parked';

interface Internals {
  runExecutionData?: {
    executionData?: {
      contextData?: Record<string, IDataObject>;
      nodeExecutionStack?: Array<{ node: { name: string; type: string; disabled?: boolean } }>;
    };
  };
}

/** Hands the decisions over to `execute` and has n8n run it again. False when this n8n does not allow it. */
export function runAgain(ctx: IWebhookFunctions, parked: Parked, approvals: IDataObject[]): boolean {
  const { name } = ctx.getNode();
  const { contextData, nodeExecutionStack } = (ctx as unknown as Internals).runExecutionData?.executionData ?? {};
  const context = contextData?.[`node:${name}`];
  const entry = nodeExecutionStack?.[0];
  if (!context || entry?.node.name !== name) return false;
  context[PARKED] = { ...parked, approvals } satisfies Parked as unknown as IDataObject;
  entry.node.disabled = false;
  return true;
}
