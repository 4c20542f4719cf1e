/** Details as flat fields, so that a later step can map "amount" without digging for it. */

/** What comes before the name of a detail, in the fields of a step and in its output. */
export const DETAIL_PREFIX = 'detail_';

/** `{ customer: { email } }` → `{ detail_customer_email }`. Lists stay lists: Zapier makes line items of them. */
export function flatDetails(details: Record<string, unknown>): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  const visit = (value: unknown, key: string): void => {
    if (isObject(value) && Object.keys(value).length > 0) {
      for (const [name, inner] of Object.entries(value))
        visit(inner, key === '' ? keyOf(name) : `${key}_${keyOf(name)}`);
    } else if (key !== '') {
      flat[free(flat, DETAIL_PREFIX + key)] = value;
    }
  };
  visit(details, '');
  return flat;
}

/** Zapier separates levels by two underscores and does not know other characters in keys. */
function keyOf(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '') || 'value';
}

/** Two names that become one key both stay. */
function free(taken: Record<string, unknown>, key: string): string {
  let candidate = key;
  for (let number = 2; candidate in taken; number += 1) candidate = `${key}_${number}`;
  return candidate;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
