/**
 * The relay's answer comes in. Whatever is wrong with it, the execution goes on waiting; only a signed answer to this
 * very wait, confirmed by asking the relay itself, lets it go on. It may come several times: nothing here has effects.
 */
import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { resumeMarker } from '../../shared/contract.generated';
import { signatureProblem } from '../../shared/signature';
import { callRelay } from '../../shared/transport';
import { restoreRuns, tellAgent } from './agent-turn';
import { gateOutput, isGate } from './gate';
import { PARKED, type Parked } from './parked';
import { route } from './route';
import { runAgain } from './run-again';

export async function resume(ctx: IWebhookFunctions): Promise<IWebhookResponseData> {
  const problem = await signatureProblemOf(ctx);
  if (problem) return stayParked(ctx, 401, problem);
  const parked = parkedRun(ctx);
  if (!parked || (ctx.getQueryData() as IDataObject).nonce !== parked.nonce)
    return stayParked(ctx, 409, 'This answers an earlier round, not the one that waits.');
  if (ctx.getBodyData().batchId !== parked.batchId) return stayParked(ctx, 409, 'This answers another request.');

  let batch: IDataObject;
  try {
    batch = await callRelay(ctx, { method: 'GET', path: `/api/batches/${encodeURIComponent(parked.batchId)}` });
  } catch (error) {
    return stayParked(ctx, 503, `The decision could not be read from the relay: ${(error as Error).message}`);
  }
  if (batch.status !== 'SETTLED') return stayParked(ctx, 409, 'The relay says that not everything is decided yet.');

  const approvals = batch.approvals as IDataObject[];
  const items = ctx.evaluateExpression('{{ $input.all() }}') as unknown as INodeExecutionData[];
  restoreRuns(ctx, parked.runs ?? []);
  if (isGate(ctx)) tellAgent(ctx, items, gateOutput(approvals)[0] ?? []);
  if (runAgain(ctx, parked, approvals)) return { webhookResponse: resumeMarker, workflowData: [items] };
  const workflowData = isGate(ctx)
    ? gateOutput(approvals)
    : route({ items, parked: { ...parked, approvals }, includeInput: () => true });
  return { webhookResponse: resumeMarker, workflowData };
}

async function signatureProblemOf(ctx: IWebhookFunctions): Promise<string | undefined> {
  const { signingSecret } = await ctx.getCredentials<{ signingSecret: string }>('countersignApi');
  const request = ctx.getRequestObject();
  return signatureProblem({
    headers: request.headers,
    rawBody: request.rawBody,
    secret: signingSecret,
    now: new Date(),
  });
}

/** What `start` left in the execution's data; a webhook has no other way to it than an expression. */
function parkedRun(ctx: IWebhookFunctions): Parked | undefined {
  const context = ctx.evaluateExpression(
    `{{ $node[${JSON.stringify(ctx.getNode().name)}].context[${JSON.stringify(PARKED)}] }}`,
  );
  return (context ?? undefined) as unknown as Parked | undefined;
}

function stayParked(ctx: IWebhookFunctions, status: number, detail: string): IWebhookResponseData {
  const response = ctx.getResponseObject();
  if (status === 503) response.setHeader('Retry-After', '5');
  response.status(status).json({ status, detail });
  return { noWebhookResponse: true };
}
