/** Words looked for in what an approval says. */
import type { Approval } from './records.js';

export function hasWords(approval: Approval, words: string[]): boolean {
  const text = searchable(approval);
  return words.every((word) => text.includes(word));
}

const texts = new WeakMap<Approval, string>();

function searchable(approval: Approval): string {
  const known = texts.get(approval);
  if (known !== undefined) return known;
  const parts = [
    approval.id,
    approval.summary,
    approval.action,
    approval.agentName ?? '',
    approval.justification ?? '',
    ...values(approval.details),
  ];
  const text = parts.join('\n').toLowerCase();
  texts.set(approval, text);
  return text;
}

function* values(value: unknown): Generator<string> {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* values(inner);
  else if (value !== null && value !== undefined) yield String(value);
}
