import type { Bundle, ZObject } from 'zapier-platform-core';
import type { ApprovalPage } from '../approval/view.js';
import { callRelay } from '../relay/call.js';
import { choices, type Choices } from './choices.js';

const PAGE = 50;

/** The approvals that still wait, nearest deadline first. */
export const pendingApprovals = (z: ZObject, bundle: Bundle): Promise<Choices> =>
  list(z, bundle, { status: 'PENDING', sort: 'deadline' });

/** All approvals, newest first. */
export const allApprovals = (z: ZObject, bundle: Bundle): Promise<Choices> => list(z, bundle, { sort: 'newest' });

async function list(z: ZObject, bundle: Bundle, filter: Record<string, string>): Promise<Choices> {
  const params = { ...filter, limit: PAGE, cursor: bundle.meta?.paging_token };
  const page = await callRelay<ApprovalPage>(z, bundle, { method: 'GET', path: '/api/approvals', params });
  return choices(
    page.items.map(({ id, summary }) => ({ id, label: summary })),
    page.nextCursor,
  );
}
