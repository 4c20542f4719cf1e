import { z } from 'zod';
import * as access from '../access.js';
import { ApprovalFilter } from '../approval-filter.js';
import { ApprovalRequest, CallbackRequest } from '../approval-request.js';
import { ApprovalList, ApprovalView } from '../approval.js';
import { InboundAnswer, RequestedAnswer } from '../inbound-answer.js';
import { Comment, CommentRequest, Timeline } from '../timeline.js';
import { CancelRequest, VerdictRequest } from '../verdict.js';
import { Standing } from '../votes.js';
import { Id, IdempotencyHeader, items, CONFLICT, MISSING, type Operations } from './operation.js';

export const approvalsOperations: Operations = {
  '/api/webhooks/inbound': {
    post: {
      tag: 'Approvals',
      scope: 'request',
      summary: 'Ask for an approval',
      description:
        'Always answers 200 with a lower-case status once the approval is stored. With maxWaitMs the answer is held until a decision, for at most 25 seconds. Unknown fields are kept under metadata and reported as warnings.',
      body: ApprovalRequest,
      answer: InboundAnswer,
      headers: IdempotencyHeader,
      problems: { 409: 'The idempotency key was used with another body.' },
    },
  },
  '/api/approvals/request': {
    post: {
      tag: 'Approvals',
      scope: 'request',
      summary: 'Ask for an approval and never wait',
      description: 'As /api/webhooks/inbound, but answers at once, with the status in upper case.',
      body: ApprovalRequest,
      answer: RequestedAnswer,
      headers: IdempotencyHeader,
      problems: { 409: 'The idempotency key was used with another body.' },
    },
  },
  '/api/approvals': {
    get: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'List approvals',
      query: ApprovalFilter,
      answer: ApprovalList,
    },
  },
  '/api/approvals/{id}': {
    get: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'Read an approval',
      path: Id,
      query: z.object({
        wait: z.coerce
          .number()
          .min(0)
          .max(25)
          .optional()
          .meta({ description: 'Seconds to hold the answer until there is a decision.' }),
      }),
      answer: ApprovalView,
      problems: MISSING,
    },
  },
  '/api/approvals/{id}/decision': {
    post: {
      tag: 'Approvals',
      scope: 'decide',
      summary: 'Approve or reject',
      description:
        'Where several people must approve, it stays PENDING with one more vote until the last of them has; one rejection rejects. An approval without modifiedDetails is one of the details as asked; a changed one starts the votes again.',
      path: Id,
      body: VerdictRequest,
      answer: ApprovalView,
      problems: { ...MISSING, ...CONFLICT },
    },
  },
  '/api/approvals/{id}/cancel': {
    post: {
      tag: 'Approvals',
      scope: 'request',
      summary: 'Take an approval back',
      path: Id,
      body: CancelRequest,
      answer: ApprovalView,
      problems: { ...MISSING, ...CONFLICT },
    },
  },
  '/api/approvals/{id}/callbacks': {
    post: {
      tag: 'Approvals',
      scope: 'request',
      summary: 'Register a URL for the decision',
      path: Id,
      description: 'One that comes after the decision is told at once.',
      body: CallbackRequest,
      answer: z.object({ deliveryId: z.string().nullable() }),
      problems: MISSING,
    },
  },
  '/api/approvals/{id}/comments': {
    post: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'Comment',
      path: Id,
      body: CommentRequest,
      answer: Comment,
      problems: MISSING,
    },
  },
  '/api/approvals/{id}/seen': {
    post: {
      tag: 'Approvals',
      scope: 'decide',
      summary: 'Note that a reviewer has it open',
      path: Id,
      problems: MISSING,
    },
  },
  '/api/approvals/{id}/typing': {
    post: {
      tag: 'Approvals',
      scope: 'decide',
      summary: 'Show the customer that somebody writes the answer',
      description: 'For conversations in Fin’s custom helpdesk; elsewhere nothing happens.',
      path: Id,
      problems: MISSING,
    },
  },
  '/api/approvals/{id}/standing': {
    get: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'See whether you may decide, and who has approved',
      path: Id,
      answer: Standing,
      problems: MISSING,
    },
  },
  '/api/approvals/{id}/timeline': {
    get: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'Read its story',
      path: Id,
      answer: Timeline,
      problems: MISSING,
    },
  },
  '/api/reason-codes': {
    get: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'List reason codes, most used first',
      answer: items(z.object({ code: z.string(), label: z.string(), uses: z.int() })),
    },
  },
  '/api/reviewers': {
    get: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'List the people of the workspace',
      answer: items(z.object({ email: z.string(), name: z.string(), role: z.enum(access.ROLES) })),
    },
  },
};
