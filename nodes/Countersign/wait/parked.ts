import type { IDataObject } from 'n8n-workflow';

/** What the waiting run remembers about what it asked, in the execution's own data. */
export interface Parked {
  /** In the resume URL too. In a loop n8n would let an earlier round's answer resume this one; the nonce does not. */
  nonce: string;
  batchId: string;
  /** The input item of each approval, in the batch's order. */
  itemOf: number[];
  /** Items that could not be asked, when the node continues on fail. */
  failed: Array<{ item: number; error: string }>;
  /** For an agent's tool: what it had given before, in earlier calls. */
  runs?: Array<{ data?: unknown }>;
  /** The decisions, once they are there, as the relay shows them, in the batch's order. */
  approvals?: IDataObject[];
}

export const PARKED = 'countersign';
