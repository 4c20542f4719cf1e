/** An event comes in: only a signed one starts the workflow, and one that comes twice starts it once. */
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { signatureProblem } from '../shared/signature';

const REMEMBERED = 100;

export async function receive(ctx: IWebhookFunctions): Promise<IWebhookResponseData> {
  const { signingSecret } = await ctx.getCredentials<{ signingSecret: string }>('countersignApi');
  const request = ctx.getRequestObject();
  const problem = signatureProblem({
    headers: request.headers,
    rawBody: request.rawBody,
    secret: signingSecret,
    now: new Date(),
  });
  if (problem) {
    ctx.getResponseObject().status(401).json({ status: 401, detail: problem });
    return { noWebhookResponse: true };
  }
  if (isRepeated(ctx, String(request.headers['webhook-id'])))
    return { webhookResponse: { received: true, repeated: true } };
  const { type, timestamp, data } = ctx.getBodyData() as { type: string; timestamp: string; data: IDataObject };
  const subject = type === 'delivery.failed' ? presentDelivery(data) : data;
  const item: IDataObject = { event: type, eventAt: timestamp, ...subject };
  return { webhookResponse: { received: true }, workflowData: [[{ json: item }]] };
}

/** What became of the last attempt, as fields that can be mapped. What was sent is `deliveredEvent`: `event` is what this item is. */
function presentDelivery({ event, attempts, ...delivery }: IDataObject): IDataObject {
  const all = (attempts ?? []) as IDataObject[];
  const last = all[all.length - 1];
  return {
    ...delivery,
    deliveredEvent: event,
    attemptCount: all.length,
    lastAttemptAt: last?.at ?? null,
    lastStatus: last?.status ?? null,
    lastError: last?.error ?? null,
  };
}

/** The relay delivers at least once; the last deliveries' ids are kept with the workflow. */
function isRepeated(ctx: IWebhookFunctions, id: string): boolean {
  const memory = ctx.getWorkflowStaticData('node');
  const seen = (memory.seen as string[] | undefined) ?? [];
  if (seen.includes(id)) return true;
  memory.seen = [...seen, id].slice(-REMEMBERED);
  return false;
}
