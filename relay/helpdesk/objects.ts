import { createHash } from 'node:crypto';

/** The id of what these parts name, the same every time: Fin's repetitions find what they made the first time. */
export function idOf(prefix: string, ...parts: string[]): string {
  return `${prefix}_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)}`;
}
