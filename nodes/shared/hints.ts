import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

const SHOWN = 5;

/** What the relay took but may not be what was meant, shown beside the node's output. */
export function hintAt(ctx: IExecuteFunctions, { warnings }: IDataObject): void {
  const different = [...new Set((warnings ?? []) as string[])];
  for (const message of different.slice(0, SHOWN))
    ctx.addExecutionHints({ type: 'warning', location: 'outputPane', message });
}
