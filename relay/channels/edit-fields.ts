/** The details that can be changed in a channel's form, and the details as its answers make them. */
import type { Approval } from '../store/records.js';
import { labelOf } from './facts.js';
import { shownDetails } from './shown.js';

export interface EditField {
  /** By which a form's answer finds it. */
  index: number;
  /** Where it is in the details. */
  path: string[];
  label: string;
  kind: 'text' | 'number' | 'yesNo' | 'choice';
  value: string;
  choices: string[];
}

/** Longer texts are changed in the inbox: a form that cut them would change what nobody touched. */
const LONGEST_TEXT = 2_000;
const MOST_CHOICES = 100;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** What a form shows. `leftOut` counts the values that can be changed in the inbox only. */
export interface EditForm {
  fields: EditField[];
  leftOut: number;
}
export const NO_FIELDS: EditForm = { fields: [], leftOut: 0 };

/** At most so many fields, in the order of the details: where not all fit, rather those that the caller's form describes. */
export function editForm(approval: Approval, most: number): EditForm {
  const all = valuesOf(shownDetails(approval), approval.detailsSchema, [], []);
  const fields = numbered(all);
  const kept = new Set([...fields].sort((one, other) => one.rank - other.rank).slice(0, most));
  const shown = fields.filter((field) => kept.has(field));
  return { fields: shown, leftOut: all.length - shown.length };
}

/** For whoever looks at such a form. */
export function leftOutText(leftOut: number): string {
  return `${leftOut} more ${leftOut === 1 ? 'is' : 'are'} changed in the inbox: go back and choose Open in the inbox.`;
}

/**
 * `values` has a text for each field by its index; a field without one stays. Gives what is wrong by index, or the details:
 * those that are put to the vote now, changed. The same details always give the same fields.
 */
export function withEdits(
  approval: Approval,
  values: Record<string, string>,
): { details: Record<string, unknown> } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const details = structuredClone(shownDetails(approval));
  for (const field of numbered(valuesOf(details, approval.detailsSchema, [], []))) {
    const { index } = field;
    const text = values[index];
    if (text === undefined || asTyped(text) === asTyped(field.value)) continue;
    const read = valueOf(field, text);
    if ('error' in read) errors[index] = read.error;
    else place(details, field.path, read.value);
  }
  return Object.keys(errors).length > 0 ? { errors } : { details };
}

/** Lower comes first where there is no room for all: what the caller's form describes, and last what it says is not to be changed. */
type Value = Omit<EditField, 'index'> & { rank: number };

function numbered(values: Array<Value | null>): Array<EditField & { rank: number }> {
  return values.filter((value) => value !== null).map((value, index) => ({ ...value, index }));
}

/** Every single value, and null for each that no form can change. */
function valuesOf(
  object: Record<string, unknown>,
  schema: Record<string, unknown> | null,
  path: string[],
  labels: string[],
): Array<Value | null> {
  const properties = isObject(schema?.properties) ? schema.properties : {};
  return Object.entries(object).flatMap(([name, value]): Array<Value | null> => {
    const described = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const own = isObject(described) ? described : {};
    const rank = own.readOnly === true ? 2 : isObject(described) ? 0 : 1;
    const label = typeof own.title === 'string' && own.title !== '' ? own.title : labelOf(name);
    const at = { path: [...path, name], label: [...labels, label].join(' › '), rank };
    if (isObject(value)) return valuesOf(value, own, at.path, [...labels, label]);
    // Numbers that are written with an exponent fit no field for numbers.
    if (typeof value === 'number' && !PLAIN_NUMBER.test(String(value))) return [null];
    if (typeof value === 'number') return [{ ...at, kind: 'number', value: String(value), choices: [] }];
    if (typeof value === 'boolean')
      return [{ ...at, kind: 'yesNo', value: value ? 'yes' : 'no', choices: ['yes', 'no'] }];
    if (typeof value !== 'string' || value.length > LONGEST_TEXT) return [null];
    const choices = choicesOf(own, value);
    return [{ ...at, kind: choices.length > 0 ? 'choice' : 'text', value, choices }];
  });
}

function choicesOf(schema: Record<string, unknown>, value: string): string[] {
  const { enum: listed } = schema;
  if (!Array.isArray(listed) || listed.length > MOST_CHOICES) return [];
  if (!listed.every((each) => typeof each === 'string' && each !== '' && each.length <= 75)) return [];
  return listed.includes(value) ? (listed as string[]) : [];
}

/** Channels mend line ends, and cut spaces off the ends: that is no change that somebody made. */
function asTyped(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

function valueOf({ kind, choices }: EditField, text: string): { value: unknown } | { error: string } {
  if (kind === 'text') return { value: text };
  if (kind === 'number') {
    const plain = text.trim();
    const number = Number(plain);
    if (!PLAIN_NUMBER.test(plain) || !Number.isFinite(number)) return { error: 'Write a number, such as 40 or 39.90.' };
    // A number that a double cannot carry exactly would be another one than was typed.
    if (/\d{16}/.test(plain.replace('.', ''))) return { error: 'This number is too long. Change it in the inbox.' };
    return { value: number };
  }
  const chosen = choices.find((choice) => choice.toLowerCase() === text.trim().toLowerCase());
  if (chosen === undefined) return { error: `Choose one of: ${choices.join(', ')}.` };
  return { value: kind === 'yesNo' ? chosen === 'yes' : chosen };
}

function place(object: Record<string, unknown>, [name, ...rest]: string[], value: unknown): void {
  if (name === undefined) return;
  const inner = object[name];
  if (rest.length > 0 && isObject(inner)) place(inner, rest, value);
  else Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
