import type { Bundle, ZObject } from 'zapier-platform-core';
import { callRelay } from '../relay/call.js';
import { choices, type Choices } from './choices.js';

/** The review groups that the workspace uses, most used first. */
export async function groups(z: ZObject, bundle: Bundle): Promise<Choices> {
  const { items } = await callRelay<{ items: Array<{ name: string }> }>(z, bundle, {
    method: 'GET',
    path: '/api/groups',
  });
  return choices(items.map(({ name }) => ({ id: name, label: name })));
}
