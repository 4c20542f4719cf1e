/** What is told about an approval, in words that every channel can show. Whose words they are is kept apart: texts of callers are never formatted. */
import type { Purpose } from '../contract/channel.js';
import type { RiskLevel } from '../contract/approval-words.js';
import type { ApprovalView } from '../contract/approval.js';
import type { Approval } from '../store/records.js';
import { factsOf, labelOf, textOf, type Fact } from './facts.js';
import { changedBy, revisionOf, shownDetails } from './shown.js';

export interface Notice {
  purpose: Purpose;
  approvalId: string;
  /** Our own word in front: Reminder, Escalated, Test. */
  prefix: string | null;
  /** Of the details that it shows: what a button carries, so that it approves what its copy shows. */
  revision: number;
  /** The caller's words. */
  summary: string;
  action: string;
  justification: string | null;
  agentName: string | null;
  /** Of the details as they are put to the vote now. */
  facts: Fact[];
  /** What somebody has made of the details, where several people decide; null while it is what was asked. */
  proposal: Proposal | null;
  /** Ours. */
  risk: string;
  riskLevel: RiskLevel;
  platform: string;
  group: string | null;
  createdAt: Date;
  expiresAt: Date;
  timeLeft: string;
  onExpiry: 'reject' | 'approve';
  /** Such as "1 of 2 approved: ann@example.com. Next: Legal", while more than one person decides. */
  progress: string | null;
  /** Null while it waits. */
  outcome: Outcome | null;
  /** The page on which a person sees it and decides. */
  link: string;
  /** For machines. */
  view: ApprovalView;
}

export interface Proposal {
  by: string;
  changes: Change[];
}

export interface Change {
  label: string;
  before: string;
  after: string;
}

export interface Outcome {
  status: Exclude<Approval['status'], 'PENDING'>;
  /** Such as "Approved with 1 change by alice@example.com". */
  words: string;
  at: Date;
  note: string | null;
  changes: Change[];
}

const PREFIX: Partial<Record<Purpose, string>> = {
  assigned: 'Assigned',
  reminded: 'Reminder',
  escalated: 'Escalated',
  test: 'Test',
};
const RISK: Record<RiskLevel, string> = { low: 'Low risk', medium: 'Medium risk', high: 'High risk' };
const STATUS: Record<Outcome['status'], string> = {
  APPROVED: 'Approved',
  REJECTED: 'Rejected',
  CANCELLED: 'Taken back',
};

interface Telling extends Pick<Notice, 'view' | 'purpose' | 'link' | 'progress'> {
  now: Date;
}

export function noticeOf(approval: Approval, { view, purpose, link, progress, now }: Telling): Notice {
  const proposal = proposalOf(approval);
  return {
    purpose,
    approvalId: approval.id,
    revision: revisionOf(approval),
    prefix: PREFIX[purpose] ?? (proposal ? 'Changed' : null),
    summary: approval.summary,
    action: approval.action,
    justification: approval.justification,
    agentName: approval.agentName,
    facts: factsOf(approval.status === 'PENDING' ? shownDetails(approval) : approval.details),
    proposal,
    risk: RISK[approval.riskLevel],
    riskLevel: approval.riskLevel,
    platform: approval.platform,
    group: approval.group,
    createdAt: new Date(approval.createdAt),
    expiresAt: new Date(approval.expiresAt),
    timeLeft: timeLeft(Date.parse(approval.expiresAt) - now.getTime()),
    onExpiry: approval.onExpiry,
    progress,
    outcome: outcomeOf(approval),
    link,
    view,
  };
}

/** What stands, in one sentence: for copies, and for somebody who presses a button too late. */
export function outcomeOf(approval: Approval): Outcome | null {
  if (approval.status === 'PENDING') return null;
  const changes = changesOf(approval.details, approval.modifiedDetails);
  const with_ = changes.length === 0 ? '' : ` with ${changes.length} change${changes.length === 1 ? '' : 's'}`;
  return {
    status: approval.status,
    words: `${STATUS[approval.status]}${with_} ${decider(approval)}`,
    at: new Date(approval.decidedAt ?? approval.createdAt),
    note: approval.decisionNote,
    changes,
  };
}

/** Such as "2 Mar 2026, 09:10 UTC". */
export function momentOf(at: Date): string {
  const text = at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  return `${text} UTC`;
}

function decider({ autoDecided, decidedBy, decisionReasonCode }: Approval): string {
  if (!autoDecided) return `by ${decidedBy}`;
  return decisionReasonCode === 'expired' ? 'because nobody answered in time' : `automatically (${decidedBy})`;
}

function proposalOf(approval: Approval): Proposal | null {
  const { status, details, proposedDetails } = approval;
  if (status !== 'PENDING' || !proposedDetails) return null;
  return { by: changedBy(approval) ?? 'A colleague', changes: changesOf(details, proposedDetails) };
}

function changesOf(details: Record<string, unknown>, changed: Record<string, unknown> | null): Change[] {
  if (!changed) return [];
  const names = new Set([...Object.keys(details), ...Object.keys(changed)]);
  return [...names]
    .filter((name) => JSON.stringify(details[name]) !== JSON.stringify(changed[name]))
    .map((name) => ({ label: labelOf(name), before: textOf(details[name]), after: textOf(changed[name]) }));
}

function timeLeft(ms: number): string {
  if (ms <= 0) return 'no time left';
  const minutes = Math.ceil(ms / 60_000);
  if (minutes < 60) return `${minutes} min left`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h left` : `${hours} h ${minutes % 60} min left`;
  return `${Math.floor(hours / 24)} days left`;
}
