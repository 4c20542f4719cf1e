/** Reads a body: raw bytes first, within a limit, then strict JSON. */
import type { Context } from 'koa';
import { BodyTooLarge, MalformedBody } from '../errors.js';
import { parseJson } from '../parse-json.js';

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
