/** Keeps the relay's subscription in step with the Zap: made when it is switched on, ended when it is switched off. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { askRelay, callRelay } from '../relay/call.js';
import { explain } from '../relay/problems.js';

export type Filter = Partial<Record<'outcome' | 'action' | 'riskLevel' | 'platform' | 'group', string>>;

/** Asked again for the same Zap, the relay gives the subscription that is there. */
export async function subscribe(z: ZObject, bundle: Bundle, events: string[], filter: Filter): Promise<{ id: string }> {
  const body = { url: bundle.targetUrl, events, filter };
  const { id } = await callRelay<{ id: string }>(z, bundle, { method: 'POST', path: '/api/subscriptions', body });
  return { id };
}

/** One that is gone is as good as ended. So is one whose key was revoked: the relay ends it when Zapier answers 410. */
export async function unsubscribe(z: ZObject, bundle: Bundle): Promise<object> {
  const id = bundle.subscribeData?.id;
  if (!id) return {};
  const answer = await askRelay(z, bundle, { method: 'DELETE', path: `/api/subscriptions/${encodeURIComponent(id)}` });
  if (![200, 204, 401, 404].includes(answer.status)) throw explain(z, bundle, answer);
  return {};
}

/** Of the fields that narrow a trigger, those that were filled in. */
export function filterOf({ inputData }: Bundle): Filter {
  const names = ['outcome', 'action', 'riskLevel', 'platform', 'group'] as const;
  const given = names
    .map((name) => [name, inputData[name]] as const)
    .filter(([, value]) => typeof value === 'string' && value !== '');
  return Object.fromEntries(given) as Filter;
}
