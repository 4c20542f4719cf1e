/** The audit as files for spreadsheets and for programs. */
import type { AuditEntry } from '../store/records.js';

type Linked = AuditEntry & { previous: string };
const COLUMNS = ['seq', 'at', 'event', 'by', 'subject', 'text', 'previous', 'hash'] as const;

export async function* asCsv(entries: AsyncIterable<Linked>): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`;
  for await (const entry of entries) yield `${COLUMNS.map((column) => cell(entry[column])).join(',')}\r\n`;
}

export async function* asJsonLines(entries: AsyncIterable<Linked>): AsyncGenerator<string> {
  for await (const { seq, at, event, by, subject, text, previous, hash } of entries)
    yield `${JSON.stringify({ seq, at, event, by, subject, text, previous, hash })}\n`;
}

/**
 * One cell. Spreadsheets run what begins with one of these signs, even within quotes, so it gets an apostrophe in front:
 * https://owasp.org/www-community/attacks/CSV_Injection. Hashes may begin with a dash too; whoever checks them uses JSONL.
 */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
