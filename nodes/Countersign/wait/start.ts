/** Asks for one approval an input item, all in one batch, and parks the execution until the relay answers; then runs again. */
import { randomBytes } from 'node:crypto';
import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { maxBatch } from '../../shared/contract.generated';
import { hintAt } from '../../shared/hints';
import { callRelay, fieldErrors, nodeError, type FieldError } from '../../shared/transport';
import { requestOf } from '../resources/approval/request-fields';
import { runsSoFar } from './agent-turn';
import { canWait, gateOutput, gateRequest, isGate, isTool } from './gate';
import { idempotencyKey } from './idempotency-key';
import { PARKED, type Parked } from './parked';
import { route } from './route';

/** The relay decides at the deadline; n8n's own timer is only a net for a relay that has died. */
const NET_MS = 3_600_000;

export async function start(ctx: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const items = ctx.getInputData();
  const answered = takeAnswer(ctx);
  if (answered) return answer(ctx, answered);
  if (!canWait(ctx)) {
    throw new NodeOperationError(ctx.getNode(), 'This AI agent cannot wait for a person', {
      description:
        'Its version calls tools without a pause. Replace the AI Agent node by a new one (version 3 or later), or use the operation Request Approval, which does not wait.',
    });
  }
  if (items.length > maxBatch) {
    throw new NodeOperationError(ctx.getNode(), `${items.length} items are too many to ask for at once`, {
      description: `At most ${maxBatch} items can wait together. Put a Loop Over Items node in front.`,
    });
  }
  const nonce = randomBytes(16).toString('hex');
  const resumeUrl = signedResumeUrl(ctx, nonce);
  const { requests, failed } = requestsOf(ctx, items.length);
  const batch = await ask(ctx, requests, failed, resumeUrl);
  if (!batch) return answer(ctx, { nonce, batchId: '', itemOf: [], failed });
  hintAt(ctx, batch);

  const parked: Parked = { nonce, batchId: String(batch.id), itemOf: requests.map(({ item }) => item), failed };
  if (isTool(ctx)) parked.runs = [...runsSoFar(ctx)];
  ctx.getContext('node')[PARKED] = parked;
  await ctx.putExecutionToWait(new Date(Date.parse(String(batch.expiresAt)) + NET_MS));
  // A list of its own: with an error output n8n empties the one that it is given, and what waits would lose its input.
  return [[...items]];
}

/** Each item at the output of its outcome; for an agent, all of them at the only output that there is. */
function answer(ctx: IExecuteFunctions, parked: Parked): INodeExecutionData[][] {
  if (isGate(ctx)) return gateOutput(parked.approvals ?? []);
  const outputs = route({
    items: ctx.getInputData(),
    parked,
    includeInput: (item) => includesInput(ctx, item),
    hasErrorOutput: ctx.getNode().onError === 'continueErrorOutput',
  });
  return isTool(ctx) ? [outputs.flat()] : outputs;
}

/** The decisions that `resume` has left for this run, once: in a loop the next round asks anew. */
function takeAnswer(ctx: IExecuteFunctions): Parked | undefined {
  const context = ctx.getContext('node');
  const parked = context[PARKED] as Parked | undefined;
  if (!parked?.approvals) return undefined;
  delete context[PARKED];
  return parked;
}

function includesInput(ctx: IExecuteFunctions, item: number): boolean {
  return (ctx.getNodeParameter('options', item, {}) as IDataObject).includeInput !== false;
}

interface ItemRequest {
  item: number;
  request: IDataObject;
}

function requestsOf(ctx: IExecuteFunctions, count: number): { requests: ItemRequest[]; failed: Parked['failed'] } {
  const requests: ItemRequest[] = [];
  const failed: Parked['failed'] = [];
  for (let item = 0; item < count; item += 1) {
    try {
      const request = requestOf(ctx, item);
      requests.push({ item, request: isGate(ctx) ? gateRequest(ctx, request, item) : request });
    } catch (error) {
      if (!ctx.continueOnFail()) throw nodeError(ctx.getNode(), error, item);
      failed.push({ item, error: (error as Error).message });
    }
  }
  return { requests, failed };
}

/** Posts the batch. What the relay finds wrong stops the node at that item, or is left out when the node continues on fail. */
async function ask(
  ctx: IExecuteFunctions,
  requests: ItemRequest[],
  failed: Parked['failed'],
  url: string,
): Promise<IDataObject | undefined> {
  if (requests.length === 0) return undefined;
  const body = {
    approvals: requests.map(({ request }) => request),
    callback: { url, confirmation: 'marker' },
    idempotencyKey: idempotencyKey(ctx),
  };
  try {
    return await callRelay(ctx, { method: 'POST', path: '/api/batches', body });
  } catch (error) {
    const wrong = wrongItems(fieldErrors(error), requests);
    const [first] = wrong;
    if (!first) throw nodeError(ctx.getNode(), error);
    if (!ctx.continueOnFail()) {
      throw new NodeOperationError(ctx.getNode(), first.message, {
        itemIndex: first.item,
        description: `Field "${first.field}" of the approval request`,
      });
    }
    for (const { item, field, message } of wrong) failed.push({ item, error: `${field}: ${message}` });
    const rest = requests.filter(({ item }) => !wrong.some((each) => each.item === item));
    requests.splice(0, requests.length, ...rest);
    return ask(ctx, requests, failed, url);
  }
}

/** `approvals.2.details` → the input item of the third request, once an item. */
function wrongItems(
  errors: FieldError[],
  requests: ItemRequest[],
): Array<{ item: number; field: string; message: string }> {
  const wrong = new Map<number, { item: number; field: string; message: string }>();
  for (const { path, message } of errors) {
    const [, index, field] = /^approvals\.(\d+)\.?(.*)$/.exec(path) ?? [];
    const item = requests[Number(index)]?.item;
    if (item !== undefined && !wrong.has(item)) wrong.set(item, { item, field: field ?? '', message });
  }
  return [...wrong.values()];
}

function signedResumeUrl(ctx: IExecuteFunctions, nonce: string): string {
  // n8n before 2.15 checks the signature of a resume URL only for nodes that ask for it.
  (ctx as unknown as { setSignatureValidationRequired?: () => void }).setSignatureValidationRequired?.();
  if (typeof ctx.getSignedResumeUrl !== 'function') {
    throw new NodeOperationError(ctx.getNode(), 'This n8n is too old to wait for an approval', {
      description: 'Update n8n to version 1.107 or newer.',
    });
  }
  return ctx.getSignedResumeUrl({ nonce });
}
