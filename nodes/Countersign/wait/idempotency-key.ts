import type { IExecuteFunctions } from 'n8n-workflow';

/** The same for every retry of this run of this node, and for nothing else anywhere: not for an agent's next call either. */
export function idempotencyKey(ctx: IExecuteFunctions): string {
  const run = String(ctx.evaluateExpression('{{ $runIndex }}', 0) ?? 0);
  const { toolCallId } = (ctx.getInputData()[0]?.json ?? {}) as { toolCallId?: string };
  const call = ctx.getNode().type.endsWith('Tool') && toolCallId ? [toolCallId] : [];
  return ['n8n', ctx.getInstanceId(), ctx.getExecutionId(), ctx.getNode().id, run, ...call].join('-').slice(0, 240);
}
