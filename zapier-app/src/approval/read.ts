import type { Bundle, ZObject } from 'zapier-platform-core';
import { callRelay } from '../relay/call.js';
import type { ApprovalView } from './view.js';

/** The approval as it stands, from the relay itself. */
export function readApproval(z: ZObject, bundle: Bundle, id: string): Promise<ApprovalView> {
  return callRelay<ApprovalView>(z, bundle, { method: 'GET', path: approvalPath(id) });
}

/** Where one approval is, and what can be done with it: `approvalPath(id, 'decision')`. */
export function approvalPath(id: string, door?: string): string {
  return `/api/approvals/${encodeURIComponent(id)}${door ? `/${door}` : ''}`;
}
