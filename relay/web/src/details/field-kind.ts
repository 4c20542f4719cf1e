import { choicesOf } from '../../../contract/choices.js';
import { readMoney } from '../../../contract/money.js';

/** What kind of value a detail is, from its schema if there is one, else from the value and its name. */
export type FieldKind =
  | 'money'
  | 'number'
  | 'boolean'
  | 'date'
  | 'email'
  | 'url'
  | 'choice'
  | 'longText'
  | 'text'
  | 'group'
  | 'list'
  | 'empty';

export interface Schema {
  type?: string | string[];
  title?: string;
  description?: string;
  format?: string;
  enum?: unknown[];
  /** Values with words for people. */
  oneOf?: Array<{ const?: unknown; title?: string }>;
  minimum?: number;
  maximum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

const MONEY_NAME =
  /(^|[_\s])(amount|total|price|refund|discount|credit|fee|balance|cost|value)$|(Amount|Total|Price|Refund|Credit|Fee|Balance|Cost)$/i;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
const LONG = 120;

export function fieldKind(name: string, value: unknown, schema?: Schema): FieldKind {
  if (choicesOf(schema).length > 0) return 'choice';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object' && value !== null) return 'group';
  const type = Array.isArray(schema?.type) ? schema.type[0] : schema?.type;
  if (schema?.format === 'email') return 'email';
  if (schema?.format === 'uri') return 'url';
  if (schema?.format === 'multiline') return 'longText';
  if (schema?.format === 'date' || schema?.format === 'date-time') return 'date';
  if (typeof value === 'boolean' || type === 'boolean') return 'boolean';
  if (isMoney(name, value)) return 'money';
  if (typeof value === 'number' || type === 'number' || type === 'integer') return 'number';
  if (value === null || value === undefined) return type === undefined ? 'empty' : 'text';
  return textKind(String(value));
}

function isMoney(name: string, value: unknown): boolean {
  const isAmount = typeof value === 'number' || (typeof value === 'string' && readMoney(value) !== undefined);
  return isAmount && MONEY_NAME.test(name) && !/cents|minor/i.test(name);
}

function textKind(text: string): FieldKind {
  if (EMAIL.test(text)) return 'email';
  if (/^https?:\/\/\S+$/.test(text)) return 'url';
  if (DATE.test(text) && !Number.isNaN(Date.parse(text))) return 'date';
  return text.length > LONG || text.includes('\n') ? 'longText' : 'text';
}

/** The currency that belongs to an amount: a sibling field says it. */
export function currencyOf(siblings: Record<string, unknown>): string | undefined {
  const found = Object.entries(siblings).find(
    ([name, value]) => /currency/i.test(name) && typeof value === 'string' && /^[A-Za-z]{3}$/.test(value),
  );
  return found ? String(found[1]).toUpperCase() : undefined;
}
