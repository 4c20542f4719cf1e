/** The audit: its entries, and how far they have moved to a file. */

export interface AuditEntry {
  id: string;
  workspaceId: string;
  /** Counted from 1 in each workspace, without gaps. */
  seq: number;
  at: string;
  event: string;
  by: string | null;
  subject: string | null;
  text: string | null;
  hash: string;
}

export interface AuditFile {
  /** The workspace's. */
  id: string;
  workspaceId: string;
  seq: number;
  hash: string;
  bytes: number;
}
