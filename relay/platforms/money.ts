/** Amounts as placeholders and form fields write them. Exact decimals as text, never floats; what is unclear stays as it was. */
const CURRENCIES: Record<string, string> = { '€': 'EUR', $: 'USD', '£': 'GBP', '¥': 'JPY' };
const AMOUNT = /^(?<sign>-)?(?<digits>\d[\d.,' \u00a0]*)$/;

export interface Money {
  /** Such as `1234.50`. */
  amount: string;
  /** ISO 4217, or null when it is not said. `$` is taken for US dollars. */
  currency: string | null;
}

/** Undefined when the text is not clearly one amount: "about 40", "1.234" (thousands or thousandths?), "". */
export function parseMoney(text: string): Money | undefined {
  const code = /^([A-Z]{3})\s*(?=-?\d)|(?<=\d)\s*([A-Z]{3})$/.exec(text.trim());
  const symbol = /[€$£¥]/.exec(text);
  if (code && symbol) return undefined;
  const bare = text
    .trim()
    .replace(code?.[0] ?? '', '')
    .replace(symbol?.[0] ?? '', '')
    .trim();
  const match = AMOUNT.exec(bare);
  const amount = match && decimal(match.groups?.digits ?? '');
  if (!amount) return undefined;
  const currency = code?.[1] ?? code?.[2] ?? (symbol ? (CURRENCIES[symbol[0]] ?? null) : null);
  return { amount: `${match.groups?.sign ?? ''}${amount}`, currency };
}

function decimal(digits: string): string | undefined {
  const text = digits.replace(/[' \u00a0]/g, '');
  if (/^\d+$/.test(text)) return text;
  const separators = text.match(/[.,]/g) ?? [];
  const last = separators.at(-1) ?? '';
  const decimals = text.length - text.lastIndexOf(last) - 1;
  const isGrouped = (whole: string, by: string) => new RegExp(`^\\d{1,3}(\\${by}\\d{3})+$`).test(whole);
  if (new Set(separators).size === 2) {
    const [whole = '', fraction = ''] = [text.slice(0, text.lastIndexOf(last)), text.slice(text.lastIndexOf(last) + 1)];
    const other = last === '.' ? ',' : '.';
    return isGrouped(whole, other) && !fraction.includes(other)
      ? `${whole.replaceAll(other, '')}.${fraction}`
      : undefined;
  }
  if (separators.length > 1) return isGrouped(text, last) ? text.replaceAll(last, '') : undefined;
  // One separator: with three digits behind it nobody can say which it is.
  return decimals === 3 || decimals === 0 ? undefined : text.replace(',', '.');
}

/** The details with a clear amount written exactly, and its currency beside it unless one is there. */
export function exactAmounts(details: Record<string, unknown>, currency?: string): Record<string, unknown> {
  const { amount } = details;
  const money = typeof amount === 'string' ? parseMoney(amount) : undefined;
  if (!money) return details;
  const known = typeof details.currency === 'string' && details.currency !== '' ? details.currency : undefined;
  const unit = known ?? money.currency ?? currency;
  return { ...details, amount: money.amount, ...(unit && { currency: unit }) };
}
