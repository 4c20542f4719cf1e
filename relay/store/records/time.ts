/** What the relay remembers of time: a workspace's settings, and where each waiting approval stands. Old approvals have none of it. */
import type { TimesChange } from '../../contract/times.js';

/** The settings that somebody has saved; what is left out is as `TIMES` has it. */
export interface Times extends TimesChange {
  /** The workspace's. */
  id: string;
  workspaceId: string;
  changedAt: string;
  changedBy: string;
}

/** Something that will be done with an approval if it still waits then. */
export interface Moment {
  at: string;
  does: 'remind' | 'reassign' | 'miss' | 'escalate';
  /** For `escalate`: to whom. */
  to?: { kind: 'group' | 'person' | 'channel'; id: string };
}

export interface ApprovalClock {
  /** By when it should be decided. */
  targetAt: string;
  /** What is still to come, in order. Each is taken out in the transaction that does it, and so done once. */
  next: Moment[];
  /** When the target was missed. */
  missedAt?: string;
}

export interface Timed {
  clock?: ApprovalClock;
  /** E-mail of the person who works on it. */
  claimedBy?: string | null;
}
