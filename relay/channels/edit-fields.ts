/** The details that can be changed in a channel's form, and the details as its answers make them. */
import type { Approval } from '../store/records.js';
import { labelOf } from './facts.js';
import { inWords, isListable, optionFor, optionsOf, YES_NO, type Option } from './field-options.js';
import { shownDetails } from './shown.js';

/** What a form's answer says of a field: a text, or what was chosen in a list. */
export type Answers = Record<string, string | string[]>;

interface Place {
  path: string[];
  label: string;
}
type Typed = { kind: 'text'; value: string; hint?: string } | { kind: 'number'; value: string };
/** `value` is the key of what is chosen now; where that is none of the options, what it is. */
interface Chosen {
  kind: 'choice';
  value: string;
  options: Option[];
}
interface ManyChosen {
  kind: 'choices';
  value: string[];
  options: Option[];
}
type Content = Typed | Chosen | ManyChosen;
/** By `index` a form's answer finds it. */
export type EditField = Place & { index: number } & Content;

/** Longer texts are changed in the inbox: a form that cut them would change what nobody touched. */
const LONGEST_TEXT = 2_000;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** How much a channel's form holds. */
export interface Room {
  fields: number;
  /** In one list. */
  options: number;
}

/** What a form shows. `leftOut` counts the values that can be changed in the inbox only. */
export interface EditForm {
  fields: EditField[];
  leftOut: number;
}
export const NO_FIELDS: EditForm = { fields: [], leftOut: 0 };

/** Where not all fit, rather those that the caller's form describes, in the order of the details. Lists that are too long are typed. */
export function editForm(approval: Approval, room: Room): EditForm {
  const all = valuesOf(shownDetails(approval), approval.detailsSchema, [], []);
  const fields = numbered(all).flatMap((field) => {
    if (!('options' in field) || isListable(field.options, room.options)) return [field];
    const { options, ...rest } = field;
    return rest.kind === 'choice' ? [{ ...rest, kind: 'text' as const, hint: inWords(options) }] : [];
  });
  const kept = new Set([...fields].sort((one, other) => one.rank - other.rank).slice(0, room.fields));
  const shown = fields.filter((field) => kept.has(field));
  return { fields: shown, leftOut: all.length - shown.length };
}

/** For whoever looks at such a form. */
export function leftOutText(leftOut: number): string {
  return `${leftOut} more ${leftOut === 1 ? 'is' : 'are'} changed in the inbox: go back and choose Open in the inbox.`;
}

/**
 * `values` has an answer for each field by its index; a field without one stays. Gives what is wrong by index, or the details:
 * those that are put to the vote now, changed. The same details always give the same fields.
 */
export function withEdits(
  approval: Approval,
  values: Answers,
): { details: Record<string, unknown> } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const details = structuredClone(shownDetails(approval));
  for (const field of numbered(valuesOf(details, approval.detailsSchema, [], []))) {
    const answer = values[field.index];
    if (answer === undefined) continue;
    const read = field.kind === 'choices' ? chosenOf(field, answer) : singleOf(field, answer);
    if (read && 'error' in read) errors[field.index] = read.error;
    else if (read) place(details, field.path, read.value);
  }
  return Object.keys(errors).length > 0 ? { errors } : { details };
}

/** Lower comes first where there is no room for all: what the caller's form describes, and last what it says is not to be changed. */
type Value = Place & { rank: number } & Content;

function numbered(values: Array<Value | null>): Array<Value & { index: number }> {
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
    const content = contentOf(value, own);
    return [content && { ...at, ...content }];
  });
}

/** Null for what no form can change. */
function contentOf(value: unknown, schema: Record<string, unknown>): Content | null {
  if (Array.isArray(value)) return listOf(value, schema);
  if (typeof value === 'string' && value.length > LONGEST_TEXT) return null;
  const listed = optionsOf(schema);
  const options = listed.length === 0 && typeof value === 'boolean' ? YES_NO : listed;
  const chosen = options.find((option) => option.value === value);
  if (options.length > 0) return { kind: 'choice', value: chosen?.key ?? String(value ?? ''), options };
  if (typeof value === 'string') return { kind: 'text', value };
  // Numbers that are written with an exponent fit no field for numbers.
  return typeof value === 'number' && PLAIN_NUMBER.test(String(value))
    ? { kind: 'number', value: String(value) }
    : null;
}

/** Several of what its items may be, each once. */
function listOf(values: unknown[], { items }: Record<string, unknown>): Content | null {
  const options = isObject(items) ? optionsOf(items) : [];
  const chosen = values.flatMap((value) => options.find((option) => option.value === value)?.key ?? []);
  if (options.length === 0 || new Set(chosen).size !== values.length) return null;
  return { kind: 'choices', value: chosen, options };
}

/** Channels mend line ends, and cut spaces off the ends: that is no change that somebody made. */
function asTyped(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim();
}

/** Undefined for what nobody has changed. */
type Read = { value: unknown } | { error: string } | undefined;

/** What was chosen before stays in its order, and what is new comes after it. */
function chosenOf({ value, options }: ManyChosen, answer: string | string[]): Read {
  const keys = Array.isArray(answer) ? answer : [answer];
  if (!keys.every((key) => options.some((option) => option.key === key))) return unlisted(options);
  const isKept = value.length === new Set(keys).size && value.every((key) => keys.includes(key));
  if (isKept) return undefined;
  const added = options.map(({ key }) => key).filter((key) => keys.includes(key) && !value.includes(key));
  const now = [...value.filter((key) => keys.includes(key)), ...added];
  return { value: now.map((key) => options.find((option) => option.key === key)?.value) };
}

function singleOf(field: Typed | Chosen, answer: string | string[]): Read {
  const text = oneOf(answer);
  if (text !== undefined && asTyped(text) === asTyped(field.value)) return undefined;
  if (field.kind === 'choice') return choiceOf(field, text);
  if (text === undefined) return { error: 'Write one value.' };
  return field.kind === 'number' ? numberOf(text) : { value: text };
}

function choiceOf({ value, options }: Chosen, text: string | undefined): Read {
  const chosen = text === undefined ? undefined : optionFor(options, text);
  if (chosen) return { value: chosen.value };
  // Where none of them is chosen now, none has to be.
  const isOpen = !options.some(({ key }) => key === value);
  return text === '' && isOpen ? undefined : unlisted(options);
}

function unlisted(options: Option[]): Read {
  return { error: `Choose one of: ${inWords(options)}.` };
}

function numberOf(text: string): Read {
  const plain = text.trim();
  const number = Number(plain);
  if (!PLAIN_NUMBER.test(plain) || !Number.isFinite(number)) return { error: 'Write a number, such as 40 or 39.90.' };
  // A number that a double cannot carry exactly would be another one than was typed.
  if (/\d{16}/.test(plain.replace('.', ''))) return { error: 'This number is too long. Change it in the inbox.' };
  return { value: number };
}

/** A text, or what was chosen in a list for one. Undefined for several. */
export function oneOf(answer: string | string[] = ''): string | undefined {
  if (typeof answer === 'string') return answer;
  return answer.length <= 1 ? (answer[0] ?? '') : undefined;
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
