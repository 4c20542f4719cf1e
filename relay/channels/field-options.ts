/** What can be chosen for a detail in a channel's form, and which value each choice is: ids, numbers and booleans keep their type. */
import { choicesOf } from '../contract/choices.js';
import { cut } from './cut.js';

export interface Option {
  /** What the channel sends back for it. */
  key: string;
  label: string;
  value: unknown;
}

export const YES_NO: Option[] = [
  { key: 'yes', label: 'Yes', value: true },
  { key: 'no', label: 'No', value: false },
];

/** Of a key and of a label, in every channel. */
const LONGEST = 75;

/** As the schema lists them. Empty when it lists nothing, or what no key can tell apart: then the value is typed as it is. */
export function optionsOf(schema: Record<string, unknown>): Option[] {
  const choices = choicesOf(schema);
  const options = choices.map(({ value, label }) => ({
    key: String(value),
    label: label.trim() === '' ? String(value) : label,
    value,
  }));
  const isSingle = options.every(({ value }) => value === null || typeof value !== 'object');
  return isSingle && new Set(options.map(({ key }) => key)).size === options.length ? options : [];
}

/** Whether a list of at most so many can show them all, and send each back as it is. */
export function isListable(options: Option[], most: number): boolean {
  return options.length <= most && options.every(({ key, label }) => isClean(key) && label.length <= LONGEST);
}

/** The one that a channel sent back, or that somebody typed by its value or its words. */
export function optionFor(options: Option[], text: string): Option | undefined {
  const exact = options.find(({ key }) => key === text);
  if (exact) return exact;
  const typed = text.trim().toLowerCase();
  const near = options.filter(({ key, label }) => key.toLowerCase() === typed || label.trim().toLowerCase() === typed);
  return near.length === 1 ? near[0] : undefined;
}

export function inWords(options: Option[]): string {
  return cut(options.map(({ label }) => label).join(', '), 200);
}

function isClean(key: string): boolean {
  return key !== '' && key === key.trim() && key === cut(key, LONGEST);
}
