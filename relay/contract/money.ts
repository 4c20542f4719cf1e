/**
 * An amount as people and programs write it: `400.00`, `$1,240.00`, `1.240,00 EUR`, `1 240,00 €`. Exact decimals as text, never
 * floats. What platforms, rules and the inbox's totals take for an amount, they must agree on.
 */
/** What a sign may stand for; the first, unless a currency beside the amount says which. */
const CURRENCIES: Record<string, string[]> = {
  '€': ['EUR'],
  '£': ['GBP'],
  '¥': ['JPY', 'CNY'],
  $: ['USD', 'CAD', 'AUD', 'NZD', 'HKD', 'SGD', 'TWD', 'MXN', 'ARS', 'CLP', 'COP', 'UYU', 'BRL'],
};
const SIGN = /[€$£¥]/;
/** Thin and narrow spaces, and the marks that Swiss amounts have. */
const BLANK = /[\u0020\u00a0\u2007\u2009\u202f]/g;
const QUOTE = /[\u2018\u2019]/g;
const AMOUNT = /^(?<sign>-)?(?<digits>\d[\d.,' ]*)$/;

export interface Money {
  /** Such as `1234.50`. */
  amount: string;
  /** ISO 4217, or null when it is not said. `$` is taken for US dollars. */
  currency: string | null;
}

/**
 * `ambiguous` for what is an amount and can be read in two ways: `1.234` and `1,234` are thousands to some and thousandths to
 * others. Undefined for what is not one amount: "about 40", "5 or 6", "".
 */
export function readMoney(text: string): Money | 'ambiguous' | undefined {
  if (text.length > 100) return undefined;
  const plain = text.trim().replace(BLANK, ' ').replace(QUOTE, "'").replace('\u2212', '-');
  const code = /^([A-Z]{3}) *(?=-?\d)|(?<=\d) *([A-Z]{3})$/.exec(plain);
  const symbol = SIGN.exec(plain);
  if (code && symbol) return undefined;
  const bare = plain
    .replace(code?.[0] ?? '', '')
    .replace(symbol?.[0] ?? '', '')
    .replace(/^(-?) +/, '$1')
    .trim();
  const { sign = '', digits = '' } = AMOUNT.exec(bare)?.groups ?? {};
  const amount = decimal(digits);
  if (amount === 'ambiguous') return 'ambiguous';
  if (amount === undefined) return undefined;
  const currency = code?.[1] ?? code?.[2] ?? CURRENCIES[symbol?.[0] ?? '']?.[0] ?? null;
  return { amount: sign + amount, currency };
}

/** Undefined when the text is not clearly one amount. */
export function parseMoney(text: string): Money | undefined {
  const money = readMoney(text);
  return money === 'ambiguous' ? undefined : money;
}

/** An amount whose currency may stand beside it. Ambiguous too when the two do not name the same. */
export function readMoneyBeside(text: string, beside: string | null): Money | 'ambiguous' | undefined {
  const money = readMoney(text);
  if (money === 'ambiguous' || !money || beside === null) return money;
  const may = CURRENCIES[SIGN.exec(text)?.[0] ?? ''] ?? [money.currency ?? beside];
  const isSame = may.includes(beside);
  return isSame ? { amount: money.amount, currency: beside } : 'ambiguous';
}

function decimal(digits: string): string | undefined {
  if (digits === '') return undefined;
  // Nobody writes a space or a quote for the point: what has them says which mark is which.
  const parted = /^(?<whole>[1-9]\d{0,2}(?:(?<by>[' ])\d{3})(?:\k<by>\d{3})*)(?:[.,](?<fraction>\d+))?$/.exec(digits);
  if (parted) return joined(parted.groups?.whole ?? '', parted.groups?.fraction);
  if (/[' ]/.test(digits)) return undefined;
  const [first = '', ...others] = digits.split(/[.,]/);
  if (others.length === 0) return digits;
  const last = others.at(-1) ?? '';
  const mark = digits[digits.length - last.length - 1] ?? '';
  const whole = digits.slice(0, digits.length - last.length - 1);
  if (last === '') return undefined;
  if (others.length === 1) {
    // With up to three digits before the only mark and three behind it, nobody can say which it is.
    const isEither = last.length === 3 && /^[1-9]\d{0,2}$/.test(first);
    return isEither ? 'ambiguous' : `${first}.${last}`;
  }
  if (!whole.includes(mark)) return isGrouped(whole) ? joined(whole, last) : undefined;
  return isGrouped(digits) ? joined(digits, undefined) : undefined;
}

/** In threes, or as in India: threes behind, twos before. By one mark throughout. */
function isGrouped(text: string): boolean {
  return /^[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*$/.test(text) || /^[1-9]\d?(,\d{2})+,\d{3}$/.test(text);
}

function joined(whole: string, fraction: string | undefined): string {
  return whole.replace(/[.,' ]/g, '') + (fraction === undefined ? '' : `.${fraction}`);
}
