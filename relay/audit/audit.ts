/** Who saw and did what: one line each, saved with the change itself and linked to the line before it. */
import type { AuditFact } from '../store/audit-chain.js';
import type { Transaction } from '../store/store.js';

const LONGEST_TEXT = 300;

/** Writes down, in the transaction that does it, what is being done. Texts are cut to a line's length; secrets do not belong here. */
export function audit(tx: Transaction, fact: AuditFact): void {
  const { text } = fact;
  tx.audit(text && text.length > LONGEST_TEXT ? { ...fact, text: `${text.slice(0, LONGEST_TEXT - 1)}…` } : fact);
}
