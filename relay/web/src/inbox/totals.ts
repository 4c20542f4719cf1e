/** Money of many approvals, added exactly: as whole numbers of the smallest part that occurs, never as floats. */
import type { ApprovalView } from '../../../contract/approval.js';
import { currencyOf, fieldKind, type Schema } from '../details/field-kind.js';

export interface Totals {
  /** Such as `1,240.00 EUR`, one for each currency. */
  sums: string[];
  without: number;
}

export function totalsOf(approvals: ApprovalView[]): Totals {
  const byCurrency = new Map<string, Amount>();
  let without = 0;
  for (const approval of approvals) {
    const amount = amountOf(approval);
    if (!amount) {
      without += 1;
      continue;
    }
    const sum = byCurrency.get(amount.currency);
    byCurrency.set(amount.currency, sum ? plus(sum, amount.value) : amount.value);
  }
  const sums = Array.from(byCurrency, ([currency, sum]) => `${inWords(sum)}${currency && ` ${currency}`}`);
  return { sums, without };
}

interface Amount {
  units: bigint;
  /** How many of its digits are behind the point. */
  decimals: number;
}

function amountOf({ effectiveDetails, detailsSchema }: ApprovalView): { value: Amount; currency: string } | undefined {
  const properties = (detailsSchema as Schema | null)?.properties;
  const found = Object.entries(effectiveDetails).find(
    ([name, value]) => fieldKind(name, value, properties?.[name]) === 'money',
  );
  const value = found && parse(String(found[1]));
  return value && { value, currency: currencyOf(effectiveDetails) ?? '' };
}

/** `1,240.00`, `1.240,00`, `1 240` and `400.5`; undefined for what is none of these. */
export function parse(text: string): Amount | undefined {
  const plain = text.trim().replaceAll(/[\s\u00a0]/g, '');
  if (!/^-?\d[\d.,]*$/.test(plain)) return undefined;
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  const mark = plain[last] ?? '';
  const others = plain.slice(0, Math.max(0, last));
  const isThousands =
    last >= 0 && (others.includes(mark) || (mark === ',' && plain.length - last === 4 && !others.includes('.')));
  const decimals = last < 0 || isThousands ? 0 : plain.length - last - 1;
  return { units: BigInt(plain.replaceAll(/[.,]/g, '')), decimals };
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
