/** What a policy would have done with the decisions that are stored, and where people decided otherwise. */
import type Big from 'big.js';
import type { Amount, Settle, When } from '../contract/rule.js';
import type { Approval } from '../store/records.js';
import { matcher, type Matches } from './rule-conditions.js';
import { parseQuantity, quantityOf, valueAt, type Quantity } from './rule-values.js';

const SHOWN = 50;

export interface Replay {
  looked: number;
  matched: number;
  agreed: number;
  disagreed: number;
  unanswered: number;
  automatic: number;
  withoutAmount: number;
  sums: Amount[];
  /** The latest of them. */
  disagreements: Approval[];
}

/** Counts one decision after the other, latest first, without keeping them. */
export function createReplay({ when, settle }: { when: When; settle: Settle }) {
  const matches: Matches = matcher(when);
  const path = amountPath(when);
  const sums = new Map<string | null, { amount: Big; count: number }>();
  const counts = { looked: 0, matched: 0, agreed: 0, disagreed: 0, unanswered: 0, automatic: 0, withoutAmount: 0 };
  const disagreements: Approval[] = [];

  return {
    look(approval: Approval): void {
      counts.looked += 1;
      if (!matches(approval)) return;
      counts.matched += 1;
      add(amountIn(approval, path));
      const verdict = judged(approval, settle);
      counts[verdict] += 1;
      if (verdict === 'disagreed' && disagreements.length < SHOWN) disagreements.push(approval);
    },

    result(): Replay {
      const inOrder = [...sums].sort(([one], [other]) => (one ?? '').localeCompare(other ?? ''));
      return {
        ...counts,
        sums: inOrder.map(([currency, { amount, count }]) => ({
          currency,
          amount: currency === null ? amount.toFixed() : amount.toFixed(Math.max(2, decimals(amount))),
          count,
        })),
        disagreements,
      };
    },
  };

  function add(quantity: Quantity | undefined): void {
    if (!quantity) {
      counts.withoutAmount += 1;
      return;
    }
    const sum = sums.get(quantity.currency);
    if (sum) {
      sum.amount = sum.amount.plus(quantity.amount);
      sum.count += 1;
    } else sums.set(quantity.currency, { amount: quantity.amount, count: 1 });
  }
}

/** An approval with changes is no agreement: the policy would have approved what was asked. */
function judged(approval: Approval, { verdict }: Settle): 'agreed' | 'disagreed' | 'unanswered' | 'automatic' {
  if (approval.autoDecided) return approval.decisionReasonCode === 'expired' ? 'unanswered' : 'automatic';
  const same = verdict === 'approve' ? approval.status === 'APPROVED' : approval.status === 'REJECTED';
  return same && approval.modifiedDetails === null ? 'agreed' : 'disagreed';
}

/** What the rule compares with an amount of money, or else `amount`. */
function amountPath(when: When): string {
  const leaves = when.conditions.flatMap((each) => ('match' in each ? each.conditions : [each]));
  for (const leaf of leaves) {
    if ('zone' in leaf || !leaf.what.startsWith('details.')) continue;
    const [value] = Array.isArray(leaf.value) ? leaf.value : [leaf.value];
    if (parseQuantity(value)?.currency) return leaf.what.slice('details.'.length);
  }
  return 'amount';
}

function amountIn({ details }: Approval, path: string): Quantity | undefined {
  const found = valueAt(details, path);
  return found && quantityOf(found);
}

function decimals(amount: Big): number {
  return amount.toFixed().split('.')[1]?.length ?? 0;
}
