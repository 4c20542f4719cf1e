/** The links of the audit's chain: each entry's hash covers the entry and the hash before it, so none can be changed alone. */
import { hash } from 'node:crypto';
import type { Data } from './data.js';
import type { AuditEntry } from './records.js';
import type { Change } from './store.js';

/** What is written down: who did what, to what, when. */
export interface AuditFact {
  workspaceId: string;
  at: string;
  /** Such as `approval.decided`. */
  event: string;
  /** An e-mail address or the name of a key; null when it was the relay itself. */
  by: string | null;
  /** The id of what it happened to. */
  subject: string | null;
  text: string | null;
}

/** Where a chain ends. */
export interface AuditHead {
  seq: number;
  hash: string;
}

/** Before the first entry. */
export const NO_ENTRIES: AuditHead = { seq: 0, hash: '' };

/** Makes of each fact, in the order in which it is given them, the next entry of its workspace. */
export function createAuditChain(data: Data): (fact: AuditFact) => Change {
  const heads = headsOf(data);
  return (fact) => {
    const record = link(heads.get(fact.workspaceId) ?? NO_ENTRIES, fact);
    heads.set(fact.workspaceId, record);
    return { collection: 'audit', id: record.id, record };
  };
}

/** Where each workspace's audit ends, as the journal left it. */
function headsOf(data: Data): Map<string, AuditHead> {
  const heads = new Map<string, AuditHead>();
  for (const record of [...data.auditFiles.values(), ...data.audit.values()]) {
    if (record.seq > (heads.get(record.workspaceId)?.seq ?? 0)) heads.set(record.workspaceId, record);
  }
  return heads;
}

export function link(head: AuditHead, { workspaceId, at, event, by, subject, text }: AuditFact): AuditEntry {
  const seq = head.seq + 1;
  const entry = { id: auditId(workspaceId, seq), workspaceId, seq, at, event, by, subject, text, hash: '' };
  entry.hash = entryHash(head.hash, entry);
  return entry;
}

export const auditId = (workspaceId: string, seq: number): string => `${workspaceId}.${seq}`;

/** SHA-256 over the entry in a form that has only one spelling. */
export function entryHash(previous: string, entry: Omit<AuditEntry, 'id' | 'hash'>): string {
  const { workspaceId, seq, at, event, by, subject, text } = entry;
  return hash('sha256', JSON.stringify([previous, workspaceId, seq, at, event, by, subject, text]), 'base64url');
}
