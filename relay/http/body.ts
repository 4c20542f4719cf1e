/** Reads a body: raw bytes first, within a limit, then strict JSON whose faults are named by line and column. */
import { isSafeNumber, parse } from 'lossless-json';
import type { Context } from 'koa';
import { BodyTooLarge, MalformedBody } from '../errors.js';
import { findDuplicateField } from './duplicate-field.js';

export const BODY_LIMIT_BYTES = 1024 * 1024;

/** The body's bytes. Throws BodyTooLarge as soon as more than the limit has come, without waiting for the rest. */
export async function readBytes(ctx: Context, limitBytes = BODY_LIMIT_BYTES): Promise<Buffer> {
  if (Number(ctx.request.headers['content-length'] ?? 0) > limitBytes) throw new BodyTooLarge(limitBytes);
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    const { req } = ctx;
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limitBytes) {
        req.removeAllListeners('data').resume();
        reject(new BodyTooLarge(limitBytes));
      } else chunks.push(chunk);
    });
    req.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    req.on('error', () =>
      reject(new MalformedBody('The connection ended before the whole body had come. Send it again.')),
    );
  });
}

/** The body as a JSON value. Numbers that a double cannot carry exactly are kept as their text. */
export async function readJson(ctx: Context, limitBytes = BODY_LIMIT_BYTES): Promise<unknown> {
  return parseJson(await readBytes(ctx, limitBytes));
}

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

function decode(bytes: Buffer): string {
  try {
    // Drops a byte order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
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
