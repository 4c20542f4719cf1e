/** The details of an approval as lines of label and text, for channels that show no form. */

export interface Fact {
  label: string;
  text: string;
}

const MOST_DEPTH = 4;

/** Nested values have the path as their label. Lists of plain values become one line. */
export function factsOf(details: Record<string, unknown>): Fact[] {
  return Object.entries(details).flatMap(([name, value]) => lines(labelOf(name), value, 1));
}

/** `refundAmount` and `refund_amount` read as "Refund amount". */
export function labelOf(name: string): string {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1);
}

export function textOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (value === true) return 'Yes';
  if (value === false) return 'No';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object' || each === null))
    return value.map(textOf).join(', ') || '—';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function lines(label: string, value: unknown, depth: number): Fact[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth >= MOST_DEPTH)
    return [{ label, text: textOf(value) }];
  const entries = Object.entries(value);
  if (entries.length === 0) return [{ label, text: '—' }];
  return entries.flatMap(([name, inner]) => lines(`${label} › ${labelOf(name)}`, inner, depth + 1));
}
