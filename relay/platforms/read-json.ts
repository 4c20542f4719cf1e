/**
 * Reads JSON that a template made. Placeholders leave raw line breaks in texts and commas behind the last field; both are
 * mended, because neither can change what a field says. Quotes are never guessed at: a customer who writes
 * `","amount":"9999` into a ticket must not thereby fill in a field.
 */
import { isUtf8 } from 'node:buffer';
import { MalformedBody, parseJson } from '../parse-json.js';
import { Unreadable } from './platform.js';

/** Throws MalformedBody. */
export function readTemplate(body: Buffer): unknown {
  try {
    return parseJson(body);
  } catch (error) {
    if (!(error instanceof MalformedBody) || !isUtf8(body)) throw error;
    return readMended(body, error);
  }
}

/** The same for a platform's own address. Throws Unreadable. */
export function readJson(body: Buffer): unknown {
  try {
    return readTemplate(body);
  } catch (error) {
    if (!(error instanceof MalformedBody)) throw error;
    throw new Unreadable(error.message);
  }
}

/** As `readJson`, for a platform that sends objects. */
export function readObject(body: Buffer): Record<string, unknown> {
  const value = readJson(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Unreadable('The body is JSON, but not an object with fields.');
  return value as Record<string, unknown>;
}

function readMended(body: Buffer, first: MalformedBody): unknown {
  try {
    return parseJson(Buffer.from(mended(body.toString('utf8'))));
  } catch (error) {
    if (!(error instanceof MalformedBody)) throw error;
    throw first;
  }
}

/** Control characters inside texts escaped, commas before a closing bracket dropped; nothing else is touched. */
function mended(text: string): string {
  let result = '';
  let inText = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (inText && character === '\\') {
      result += character + text.charAt(index + 1);
      index += 1;
    } else if (character === '"') {
      inText = !inText;
      result += character;
    } else if (inText && character < ' ') {
      result += JSON.stringify(character).slice(1, -1);
    } else if (!inText && character === ',' && /^\s*[}\]]/.test(text.slice(index + 1, index + 200))) {
      continue;
    } else result += character;
  }
  return result;
}
