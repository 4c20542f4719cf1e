import { parseMoney } from '../contract/money.js';

/** The details with a clear amount written exactly, and its currency beside it unless one is there. */
export function exactAmounts(details: Record<string, unknown>, currency?: string): Record<string, unknown> {
  const { amount } = details;
  const money = typeof amount === 'string' ? parseMoney(amount) : undefined;
  if (!money) return details;
  const known = typeof details.currency === 'string' && details.currency !== '' ? details.currency : undefined;
  const unit = known ?? money.currency ?? currency;
  return { ...details, amount: money.amount, ...(unit && { currency: unit }) };
}
