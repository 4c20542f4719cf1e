/** What the relay remembers of rules, and what they leave on an approval. Old approvals have none of it. */
import type { RiskLevel } from '../../contract/approval-words.js';
import type { Quorum, Vote } from '../../contract/votes.js';
import type { Effects, Settle, When } from '../../contract/rule.js';

export interface Rule {
  id: string;
  workspaceId: string;
  name: string;
  /** Rules are read from the lowest to the highest. */
  position: number;
  enabled: boolean;
  when: When;
  then: Effects;
  settle: Settle | null;
  stop: boolean;
  createdAt: string;
  changedAt: string;
  changedBy: string;
  /** The last replay that somebody looked at, and of what: only that may be switched on. */
  replayed: { hash: string; at: string; by: string; matched: number; disagreed: number } | null;
}

export interface Routed {
  /** All about `proposedDetails`, or about the details as they were asked. */
  votes?: Vote[];
  quorum?: Quorum | null;
  /** The changed details that are put to the vote, or null for those that were asked. */
  proposedDetails?: Record<string, unknown> | null;
  separateDuty?: boolean;
  /** E-mail of the person who asked, if it is known. */
  requestedBy?: string | null;
  /** The rules that matched. */
  rules?: Array<{ id: string; name: string }>;
  channels?: string[];
  assignees?: string[];
  /** The policy that settles it; then nobody is told that it was asked. */
  policy?: { id: string; name: string; verdict: 'approve' | 'reject'; note: string | null } | null;
  /** What the request said where a rule has changed it. */
  asked?: { riskLevel?: RiskLevel; priority?: 'low' | 'normal' | 'urgent'; group?: string | null };
}
