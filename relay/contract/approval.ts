/** An approval as everybody reads it back, and lists of them. */
import { z } from 'zod';
import { ApprovalStatus, EXPIRY_OUTCOMES, PRIORITIES, RiskLevel } from './approval-words.js';
import { Timestamp } from './timestamp.js';
import { Quorum, Vote } from './votes.js';

/** An approval as `GET /api/approvals/{id}` shows it. */
export const ApprovalView = z
  .object({
    id: z.string().meta({ title: 'ID', example: 'req_2f1c9a7d4be0583a66c1d2e4' }),
    approvalId: z.string().meta({ title: 'Approval ID', description: 'The same as id.' }),
    status: ApprovalStatus,
    action: z.string(),
    summary: z.string(),
    details: z.record(z.string(), z.unknown()),
    modifiedDetails: z.record(z.string(), z.unknown()).nullable().meta({
      title: 'Modified details',
      description: 'All the details as the reviewer left them, or null when nothing was changed.',
    }),
    effectiveDetails: z.record(z.string(), z.unknown()).meta({
      title: 'Effective details',
      description: 'modifiedDetails if there are any, else details: what to act on.',
    }),
    detailsSchema: z.record(z.string(), z.unknown()).nullable(),
    riskLevel: RiskLevel,
    priority: z.enum(PRIORITIES),
    justification: z.string().nullable(),
    agentName: z.string().nullable(),
    metadata: z.record(z.string(), z.unknown()),
    platform: z.string(),
    reference: z.record(z.string(), z.unknown()).meta({
      title: 'Reference',
      description: 'What it is about in the platform that it came from, such as ticketId or conversationId.',
    }),
    sourceUrl: z
      .string()
      .nullable()
      .meta({ title: 'Source URL', description: 'The page of the ticket or conversation in its platform.' }),
    group: z.string().nullable(),
    reviewers: z.array(z.string()),
    assignees: z.array(z.string()).meta({ title: 'Assignees', description: 'E-mails of the people it is given to.' }),
    requestedBy: z.string().nullable(),
    separateDuty: z
      .boolean()
      .meta({ title: 'Separation of duty', description: 'Whether who asked is kept from deciding it.' }),
    quorum: Quorum.nullable().meta({
      title: 'Quorum',
      description: 'How many people must approve. Null when one is enough.',
    }),
    votes: z.array(Vote).meta({ title: 'Votes', description: 'Approvals so far, all of the same details.' }),
    proposedDetails: z.record(z.string(), z.unknown()).nullable().meta({
      title: 'Proposed details',
      description: 'The changed details that are put to the vote. Null when it is about the details as asked.',
    }),
    rules: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .meta({ title: 'Rules', description: 'The rules that matched when it was asked.' }),
    claimedBy: z
      .string()
      .nullable()
      .meta({ title: 'Claimed by', description: 'E-mail of the person who works on it.' }),
    targetAt: Timestamp.nullable().meta({ title: 'Target', description: 'By when it should be decided.' }),
    targetMissedAt: Timestamp.nullable().meta({ title: 'Target missed', description: 'When the target was missed.' }),
    batchId: z.string().nullable(),
    createdAt: Timestamp,
    expiresAt: Timestamp,
    onExpiry: z.enum(EXPIRY_OUTCOMES),
    decisionNote: z.string().nullable(),
    decisionReasonCode: z
      .string()
      .nullable()
      .meta({ title: 'Reason code', description: 'The reviewer’s reason, or "expired" when nobody answered in time.' }),
    decidedAt: Timestamp.nullable(),
    decidedBy: z.string().nullable(),
    decidedFor: z
      .string()
      .nullable()
      .meta({ title: 'Decided for', description: 'In whose stead a delegate decided, when they were away.' }),
    decidedVia: z
      .enum(['link'])
      .nullable()
      .meta({ title: 'Decided via', description: 'link when it was answered by a review link.' }),
    autoDecided: z
      .boolean()
      .meta({ title: 'Decided automatically', description: 'True when a deadline or a rule decided, not a person.' }),
    reviewUrl: z.string().meta({ title: 'Review URL', description: 'The page where a reviewer decides.' }),
    pollUrl: z
      .string()
      .meta({ title: 'Poll URL', description: 'GET it with the connection key to read the approval again.' }),
  })
  .meta({ id: 'Approval', title: 'Approval' });

export const ApprovalList = z
  .object({ items: z.array(ApprovalView), nextCursor: z.string().nullable(), total: z.int() })
  .meta({ id: 'ApprovalList', title: 'Approvals' });

export type ApprovalView = z.infer<typeof ApprovalView>;
export type ApprovalList = z.infer<typeof ApprovalList>;
