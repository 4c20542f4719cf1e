import { createHash } from 'node:crypto';
import { configure } from 'safe-stable-stringify';

const stableText = configure({ deterministic: true });

/** Tells a repetition from another request with the same key: the order of fields and the time to hold do not matter. */
export function requestHash(request: object): string {
  const text = stableText({ ...request, idempotencyKey: undefined, maxWaitMs: undefined }) ?? '';
  return createHash('sha256').update(text).digest('base64url');
}
