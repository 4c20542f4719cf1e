import { InvalidRequest } from '../errors.js';

/** Where a page ended: the sort key of its last item, which stays good while things come and go. */
export function writeCursor(key: string): string {
  return Buffer.from(key).toString('base64url');
}

/** Throws InvalidRequest when the text is no cursor that `writeCursor` made. */
export function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const key = Buffer.from(cursor, 'base64url').toString();
  if (writeCursor(key) !== cursor || !key.includes('|')) {
    const message = 'This cursor is not one of ours. Use nextCursor of the page before, or leave it out.';
    throw new InvalidRequest(message, [{ path: 'cursor', message }]);
  }
  return key;
}
