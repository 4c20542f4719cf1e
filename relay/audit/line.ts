/** One entry as one line of the audit's file: an array, because the names would say the same thousands of times. */
import { auditId } from '../store/audit-chain.js';
import type { AuditEntry } from '../store/records.js';

export function writeLine({ seq, at, event, by, subject, text, hash }: AuditEntry): string {
  return `${JSON.stringify([seq, at, event, by, subject, text, hash])}\n`;
}

/** Throws SyntaxError when the line is not one that `writeLine` made. */
export function readLine(line: string, workspaceId: string): AuditEntry {
  const parsed = JSON.parse(line) as unknown;
  if (!Array.isArray(parsed) || parsed.length !== 7) throw new SyntaxError('not an entry of the audit');
  const [seq, at, event, by, subject, text, hash] = parsed as [
    number,
    string,
    string,
    string | null,
    string | null,
    string | null,
    string,
  ];
  return { id: auditId(workspaceId, seq), workspaceId, seq, at, event, by, subject, text, hash };
}
