/** Keeps the relay's subscription in step with the workflow: made when it is published, ended when it is not. */
import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { callRelay, nodeError } from '../shared/transport';

const idOf = (ctx: IHookFunctions): string | undefined =>
  ctx.getWorkflowStaticData('node').subscriptionId as string | undefined;

export async function exists(ctx: IHookFunctions): Promise<boolean> {
  const wanted = subscriptionOf(ctx);
  const { items } = await callRelay(ctx, { method: 'GET', path: '/api/subscriptions' });
  const found = (items as IDataObject[]).find((each) => each.id === idOf(ctx) && !each.disabledAt);
  return (
    found !== undefined &&
    found.url === wanted.url &&
    isSame(found.events as IDataObject, wanted.events as IDataObject) &&
    isSame(found.filter as IDataObject, wanted.filter as IDataObject)
  );
}

/** One that is remembered but was not what is wanted is ended first, or every event would come twice. */
export async function create(ctx: IHookFunctions): Promise<boolean> {
  await remove(ctx);
  const made = await callRelay(ctx, { method: 'POST', path: '/api/subscriptions', body: subscriptionOf(ctx) });
  ctx.getWorkflowStaticData('node').subscriptionId = made.id as string;
  return true;
}

/** One that is gone already is as good as ended. */
export async function remove(ctx: IHookFunctions): Promise<boolean> {
  const id = idOf(ctx);
  if (!id) return true;
  try {
    await callRelay(ctx, { method: 'DELETE', path: `/api/subscriptions/${encodeURIComponent(id)}` });
  } catch (error) {
    if ((error as { httpCode?: string }).httpCode !== '404') throw nodeError(ctx.getNode(), error);
  }
  delete ctx.getWorkflowStaticData('node').subscriptionId;
  return true;
}

function subscriptionOf(ctx: IHookFunctions): IDataObject {
  return {
    url: ctx.getNodeWebhookUrl('default'),
    events: ctx.getNodeParameter('events') as string[],
    filter: filterOf(ctx.getNodeParameter('filter', {}) as IDataObject),
  };
}

/** Lists become text with commas; what is empty lets everything through. */
function filterOf(given: IDataObject): IDataObject {
  const entries = Object.entries(given).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(',') : value] as const,
  );
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

/** The relay gives the fields back in an order of its own. */
function isSame(one: IDataObject, other: IDataObject): boolean {
  const sorted = (value: IDataObject | null) => JSON.stringify(Object.entries(value ?? {}).sort());
  return sorted(one) === sorted(other);
}
