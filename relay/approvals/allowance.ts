/**
 * An AI agent can run a tool only with the arguments that it chose itself. When a reviewer approves others, the agent is told
 * to call again with those; that second request is what the reviewer has allowed already, and is settled at once: within
 * the same scope, with exactly those details, one time, for a quarter of an hour.
 */
import type { Approval } from '../store/records.js';
import type { Transaction } from '../store/store.js';
import { allowanceKey } from '../store/tables.js';
import { settleAllowed } from './lifecycle.js';

const VALID_MS = 15 * 60_000;

/** The new approval as an earlier decision settles it, which is thereby used up; or undefined when a person must be asked. */
export async function useAllowance(tx: Transaction, asked: Approval, now: Date): Promise<Approval | undefined> {
  const key = allowanceKey(asked, asked.details);
  const earlier = key === undefined ? undefined : await tx.findApprovalByAllowance(key);
  if (!earlier?.decidedAt || now.getTime() - Date.parse(earlier.decidedAt) > VALID_MS) return undefined;
  tx.put('approvals', { ...earlier, allowanceUsedBy: asked.id });
  return settleAllowed(asked, earlier, now);
}
