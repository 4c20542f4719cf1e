/** Strict JSON whose faults are named by line and column. Numbers that a double cannot carry exactly are kept as their text. */
import { isSafeNumber, parse } from 'lossless-json';
import { findDuplicateField } from './duplicate-field.js';
import { MalformedBody } from './errors.js';

export { MalformedBody };

/** Throws MalformedBody. */
export function parseJson(bytes: Buffer): unknown {
  const text = decode(bytes);
  if (text.trim() === '') throw new MalformedBody('The body is empty. Send a JSON object.');
  const value = (LONG_NUMBER.test(text) ? undefined : quickly(text)) ?? exactly(text);
  const twice = findDuplicateField(text, value);
  if (twice)
    throw new MalformedBody(
      `The field "${twice.name}" occurs twice in one object, the second time at ${place(text, twice.position)}. Send it once.`,
    );
  return value;
}

/** What may be a number that a double cannot carry: many digits, or an exponent. In texts it costs time, nothing else. */
const LONG_NUMBER = /\d[\d.]{15}|\d[eE]/;

/** Undefined when the text is not valid, for `exactly` to say why. */
function quickly(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function exactly(text: string): unknown {
  try {
    return parse(text, undefined, { parseNumber: exactNumber, onDuplicateKey: () => undefined });
  } catch (error) {
    throw new MalformedBody(
      `The body is not valid JSON: ${described(error as Error, text)}. Values from placeholders need quotes around them.`,
    );
  }
}

/** Drops a byte order mark. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new MalformedBody('The body is not UTF-8 text. Send JSON in UTF-8.');
  }
}

function exactNumber(text: string): number | string {
  return isSafeNumber(text) ? Number(text) : text;
}

function described(error: Error, text: string): string {
  const position = /position (\d+)/.exec(error.message)?.[1];
  return position === undefined
    ? error.message
    : error.message.replace(/at position \d+/, `at ${place(text, Number(position))}`);
}

function place(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
