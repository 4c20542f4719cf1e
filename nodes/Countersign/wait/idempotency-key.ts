import type { IExecuteFunctions } from 'n8n-workflow';

/** The same for every retry of this run of this node, and for nothing else anywhere. */
export function idempotencyKey(ctx: IExecuteFunctions): string {
  const run = String(ctx.evaluateExpression('{{ $runIndex }}', 0) ?? 0);
  return ['n8n', ctx.getInstanceId(), ctx.getExecutionId(), ctx.getNode().id, run].join('-').slice(0, 240);
}
