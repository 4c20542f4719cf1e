/** Money of many approvals, added exactly: as whole numbers of the smallest part that occurs, never as floats. */
import type { ApprovalView } from '../../../contract/approval.js';
import { readMoneyBeside, type Money } from '../../../contract/money.js';
import { currencyOf, fieldKind, type Schema } from '../details/field-kind.js';

export interface Totals {
  /** Such as `1,240.00 EUR`, one for each currency. */
  sums: string[];
  /** How many have no amount, or none that can be read: they are not in the sums, and not nothing. */
  without: number;
  /** Amounts as they are written that can be read in two ways, or name two currencies; not in the sums either. */
  unclear: string[];
}

export function totalsOf(approvals: ApprovalView[]): Totals {
  const byCurrency = new Map<string, Amount>();
  const totals: Totals = { sums: [], without: 0, unclear: [] };
  for (const approval of approvals) {
    const written = amountOf(approval);
    if (!written) totals.without += 1;
    else if (written.money === 'ambiguous') totals.unclear.push(written.text);
    else {
      const { currency, amount } = written.money;
      const sum = byCurrency.get(currency ?? '');
      byCurrency.set(currency ?? '', sum ? plus(sum, exact(amount)) : exact(amount));
    }
  }
  totals.sums = Array.from(byCurrency, ([currency, sum]) => `${inWords(sum)}${currency && ` ${currency}`}`);
  return totals;
}

/** In whole units of its last digit. */
interface Amount {
  units: bigint;
  /** How many of its digits are behind the point. */
  decimals: number;
}
interface Written {
  text: string;
  money: Money | 'ambiguous';
}

function amountOf({ effectiveDetails, detailsSchema }: ApprovalView): Written | undefined {
  const properties = (detailsSchema as Schema | null)?.properties;
  const found = Object.entries(effectiveDetails).find(
    ([name, value]) => fieldKind(name, value, properties?.[name]) === 'money',
  );
  if (!found) return undefined;
  const text = String(found[1]);
  const currency = currencyOf(effectiveDetails) ?? null;
  // The point of a number is a point.
  const money =
    typeof found[1] === 'number'
      ? /^-?\d+(\.\d+)?$/.test(text) && { amount: text, currency }
      : readMoneyBeside(text, currency);
  return money ? { text, money } : undefined;
}

function exact(amount: string): Amount {
  const [, fraction = ''] = amount.split('.');
  return { units: BigInt(amount.replace('.', '')), decimals: fraction.length };
}

function plus(one: Amount, other: Amount): Amount {
  const decimals = Math.max(one.decimals, other.decimals);
  const scaled = ({ units, decimals: own }: Amount) => units * 10n ** BigInt(decimals - own);
  return { units: scaled(one) + scaled(other), decimals };
}

function inWords({ units, decimals }: Amount): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  const rest = decimals > 0 ? `.${digits.slice(-decimals)}` : '';
  return `${units < 0n ? '-' : ''}${whole}${rest}`;
}
