/** Details as people give them in a step: a list of names and values, JSON, and the fields of the action's form. */
import type { ZObject } from 'zapier-platform-core';
import { DETAIL_PREFIX } from './flatten.js';

type Values = Record<string, unknown>;
/** JSON numbers beyond this many digits would not arrive as they were written. */
const LONGEST_EXACT_NUMBER = /-?\d{16,}/;

/** All of them together; a field of the form wins over the JSON, and the JSON over the list. */
export function detailsOf(z: ZObject, inputData: Values): Values {
  const list = isObject(inputData.details) ? inputData.details : {};
  return {
    ...(inputData.convertValues === true ? converted(list) : list),
    ...jsonObject(z, 'Details as JSON', inputData.detailsJson),
    ...formValues(inputData),
  };
}

/** A JSON object from a text field, or nothing when it is empty. Throws with the place of the mistake. */
export function jsonObject(z: ZObject, label: string, given: unknown): Values {
  if (given === undefined || given === null || given === '') return {};
  const value = typeof given === 'string' ? parsed(z, label, given) : given;
  if (isObject(value)) return value;
  throw new z.errors.Error(
    `${label} must be a JSON object, such as {"amount": 40, "currency": "EUR"}.`,
    'invalid_json',
    400,
  );
}

/** What was filled in of the fields that form.ts offers. */
export function formValues(inputData: Values): Values {
  const entries = Object.entries(inputData).filter(
    ([key, value]) => key.startsWith(DETAIL_PREFIX) && value !== '' && value !== undefined && value !== null,
  );
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(DETAIL_PREFIX.length), value]));
}

function parsed(z: ZObject, label: string, text: string): unknown {
  const [long] = LONGEST_EXACT_NUMBER.exec(text.replace(/"(?:[^"\\]|\\.)*"/g, '""')) ?? [];
  if (long)
    throw new z.errors.Error(
      `${label}: the number ${long} is too long to arrive unchanged. Put it in quotes.`,
      'invalid_json',
      400,
    );
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new z.errors.Error(
      `${label} is not valid JSON: ${(error as Error).message}. Mapped text must stand in quotes.`,
      'invalid_json',
      400,
    );
  }
}

/** Zapier's lists hold text only. A number is made of what reads back as the same text, so "007" and "40.00" stay as they are. */
function converted(list: Values): Values {
  return Object.fromEntries(Object.entries(list).map(([name, value]) => [name, typed(value)]));
}

function typed(value: unknown): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'string' && value !== '' && String(Number(value)) === value && Number.isFinite(Number(value))
    ? Number(value)
    : value;
}

export function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
