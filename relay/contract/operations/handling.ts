import { ApprovalView } from '../approval.js';
import * as handling from '../handling.js';
import { Id, items, CONFLICT, MISSING, type Operations } from './operation.js';

export const handlingOperations: Operations = {
  '/api/approvals/decisions': {
    post: {
      tag: 'Working',
      scope: 'decide',
      summary: 'One verdict on many approvals',
      description: 'Each is decided by itself. The answer says what became of each; those that failed are unchanged.',
      body: handling.BulkVerdict,
      answer: handling.BulkAnswer,
    },
  },
  '/api/filter-choices': {
    get: {
      tag: 'Working',
      scope: 'read',
      summary: 'The actions and platforms that there are',
      description: 'What `action` and `platform` of a list can be, with how many approvals have each.',
      answer: handling.FilterChoices,
    },
  },
  '/api/approvals/{id}/claim': {
    post: {
      tag: 'Working',
      scope: 'decide',
      summary: 'Claim an approval',
      description: 'Tells the others that you work on it. It keeps nobody from deciding.',
      path: Id,
      body: handling.ClaimRequest,
      answer: ApprovalView,
      problems: { ...MISSING, ...CONFLICT },
    },
  },
  '/api/approvals/{id}/release': {
    post: {
      tag: 'Working',
      scope: 'decide',
      summary: 'Give a claimed approval back',
      path: Id,
      answer: ApprovalView,
      problems: { ...MISSING, ...CONFLICT },
    },
  },
  '/api/approvals/{id}/assign': {
    post: {
      tag: 'Working',
      scope: 'manage',
      summary: 'Give an approval to people',
      path: Id,
      body: handling.AssignRequest,
      answer: ApprovalView,
      problems: { ...MISSING, ...CONFLICT },
    },
  },
  '/api/approvals/{id}/delegate': {
    post: {
      tag: 'Working',
      scope: 'decide',
      summary: 'Hand an approval on to somebody',
      path: Id,
      body: handling.DelegateRequest,
      answer: ApprovalView,
      problems: { ...MISSING, ...CONFLICT },
    },
  },
  '/api/approvals/{id}/priority': {
    post: {
      tag: 'Working',
      scope: 'decide',
      summary: 'Change the priority',
      path: Id,
      body: handling.PriorityRequest,
      answer: ApprovalView,
      problems: { ...MISSING, ...CONFLICT },
    },
  },
  '/api/approvals/{id}/related': {
    get: {
      tag: 'Working',
      scope: 'read',
      summary: 'Other approvals of the last 30 days with the same customer, order or amount',
      path: Id,
      answer: items(handling.Related),
      problems: MISSING,
    },
  },
  '/api/views': {
    get: { tag: 'Working', scope: 'read', summary: 'List saved views', answer: items(handling.SavedViewView) },
    post: {
      tag: 'Working',
      scope: 'read',
      summary: 'Save a view',
      body: handling.SavedViewRequest,
      answer: handling.SavedViewView,
    },
  },
  '/api/views/{id}': {
    delete: { tag: 'Working', scope: 'read', summary: 'Remove a saved view', path: Id, problems: MISSING },
  },
};
