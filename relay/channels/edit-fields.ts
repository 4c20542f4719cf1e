/** The details that can be changed in a channel's form, and the details as its answers make them. */
import type { Approval } from '../store/records.js';
import { labelOf } from './facts.js';

export interface EditField {
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

/** In the order of the details. The same approval always gives the same fields, so that a form's answers find theirs. */
export function editFields({ details, detailsSchema }: Approval): EditField[] {
  return fieldsOf(details, detailsSchema, [], []);
}

/** `values` has a text for each field by its index; a field without one stays. Gives what is wrong by index, or the details. */
export function withEdits(
  approval: Approval,
  values: Record<string, string>,
): { details: Record<string, unknown> } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const details = structuredClone(approval.details);
  for (const [index, field] of editFields(approval).entries()) {
    const text = values[index];
    if (text === undefined || text === field.value) continue;
    const read = valueOf(field, text);
    if ('error' in read) errors[index] = read.error;
    else place(details, field.path, read.value);
  }
  return Object.keys(errors).length > 0 ? { errors } : { details };
}

function fieldsOf(
  object: Record<string, unknown>,
  schema: Record<string, unknown> | null,
  path: string[],
  labels: string[],
): EditField[] {
  const properties = isObject(schema?.properties) ? schema.properties : {};
  return Object.entries(object).flatMap(([name, value]): EditField[] => {
    const own = Object.hasOwn(properties, name) && isObject(properties[name]) ? properties[name] : {};
    const label = typeof own.title === 'string' && own.title !== '' ? own.title : labelOf(name);
    const at = { path: [...path, name], label: [...labels, label].join(' › ') };
    if (isObject(value)) return fieldsOf(value, own, at.path, [...labels, label]);
    if (typeof value === 'number') return [{ ...at, kind: 'number', value: String(value), choices: [] }];
    if (typeof value === 'boolean')
      return [{ ...at, kind: 'yesNo', value: value ? 'yes' : 'no', choices: ['yes', 'no'] }];
    if (typeof value !== 'string' || value.length > LONGEST_TEXT) return [];
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

function valueOf({ kind, choices }: EditField, text: string): { value: unknown } | { error: string } {
  if (kind === 'text') return { value: text };
  if (kind === 'number') {
    const plain = text.trim();
    const number = Number(plain);
    if (!/^-?\d+(\.\d+)?$/.test(plain) || !Number.isFinite(number))
      return { error: 'Write a number, such as 40 or 39.90.' };
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
