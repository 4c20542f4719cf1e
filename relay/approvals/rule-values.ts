/**
 * What rules compare: values found by their path, as text or as exact decimals. Whatever is not there or not clearly a
 * number is unknown, and the unknown matches nothing.
 */
import Big from 'big.js';
import { parseMoney, readMoneyBeside, type Money } from '../contract/money.js';

export type Scalar = string | number | boolean;

/** The value at a path such as `customer.plan`. A name that has a dot in it is found too. */
export function valueAt(container: unknown, path: string): Found | undefined {
  if (typeof container !== 'object' || container === null) return undefined;
  if (Object.hasOwn(container, path)) return { value: (container as Record<string, unknown>)[path], container };
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot);
    if (!Object.hasOwn(container, name)) continue;
    const found = valueAt((container as Record<string, unknown>)[name], path.slice(dot + 1));
    if (found) return found;
  }
  return undefined;
}

export interface Found {
  value: unknown;
  /** What the value is in: its currency may stand beside it. */
  container: object;
}

export interface Quantity {
  amount: Big;
  /** Null when it is not said. */
  currency: string | null;
}

/** A number, or an amount with a currency: "100 EUR", 100, or { amount: "100", currency: "EUR" }. */
export function quantityOf({ value, container }: Found): Quantity | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const amount = valueAt(value, 'amount');
    return amount && typeof amount.value !== 'object' ? quantityOf(amount) : undefined;
  }
  const beside = currencyOf(container);
  if (typeof value !== 'string') {
    const quantity = parseQuantity(value);
    return quantity && { ...quantity, currency: beside };
  }
  const money = readMoneyBeside(value, beside);
  return money === undefined || money === 'ambiguous' ? undefined : exact(money);
}

/** As a person or a program writes it. Undefined for what is not clearly a number. */
export function parseQuantity(value: unknown): Quantity | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? { amount: new Big(value), currency: null } : undefined;
  const money = typeof value === 'string' ? parseMoney(value) : undefined;
  return money && exact(money);
}

function exact({ amount, currency }: Money): Quantity {
  return { amount: new Big(amount), currency };
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).trim().toLowerCase()
    : undefined;
}

function currencyOf(container: object): string | null {
  const currency = Object.hasOwn(container, 'currency') ? (container as { currency: unknown }).currency : undefined;
  return typeof currency === 'string' && /^[a-z]{3}$/i.test(currency.trim()) ? currency.trim().toUpperCase() : null;
}
