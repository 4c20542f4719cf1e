import type { Bundle, ZObject } from 'zapier-platform-core';
import { callRelay } from '../relay/call.js';
import { choices, type Choices } from './choices.js';

/** The reasons that reviewers give, most used first. */
export async function reasonCodes(z: ZObject, bundle: Bundle): Promise<Choices> {
  const { items } = await callRelay<{ items: Array<{ code: string; label: string }> }>(z, bundle, {
    method: 'GET',
    path: '/api/reason-codes',
  });
  return choices(items.map(({ code, label }) => ({ id: code, label })));
}
