import type { Bundle, ZObject } from 'zapier-platform-core';
import { callRelay } from '../relay/call.js';
import { choices, type Choices } from './choices.js';

/** The people of the workspace. */
export async function reviewers(z: ZObject, bundle: Bundle): Promise<Choices> {
  const { items } = await callRelay<{ items: Array<{ email: string; name: string }> }>(z, bundle, {
    method: 'GET',
    path: '/api/reviewers',
  });
  return choices(items.map(({ email, name }) => ({ id: email, label: `${name} (${email})` })));
}
