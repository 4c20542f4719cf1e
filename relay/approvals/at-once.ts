/** What need not be asked: a policy settles it, or a reviewer has allowed exactly this before. */
import type { Approval } from '../store/records.js';
import type { Transaction } from '../store/store.js';
import { useAllowance } from './allowance.js';
import { settleByPolicy } from './lifecycle.js';

/** The approval as it is settled at once, or undefined when a person must be asked. */
export async function settledAtOnce(tx: Transaction, opened: Approval, now: Date): Promise<Approval | undefined> {
  if (opened.policy) return settleByPolicy(opened, opened.policy, now);
  return useAllowance(tx, opened, now);
}
