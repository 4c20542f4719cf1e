import * as rule from '../rule.js';
import { Id, items, MISSING, type Operations } from './operation.js';

const tag = 'Rules';
const NOT_REPLAYED = { 409: 'A policy can be switched on only after a replay of it as it stands.' };

export const rulesOperations: Operations = {
  '/api/rules': {
    get: { tag, scope: 'read', summary: 'List rules in their order', answer: items(rule.RuleView) },
    post: {
      tag,
      scope: 'manage',
      summary: 'Make a rule, last in the order',
      body: rule.RuleRequest,
      answer: rule.RuleView,
      problems: NOT_REPLAYED,
    },
  },
  '/api/rules/order': {
    post: {
      tag,
      scope: 'manage',
      summary: 'Put the rules in order',
      body: rule.RuleOrder,
      answer: items(rule.RuleView),
    },
  },
  '/api/rules/try': {
    post: {
      tag,
      scope: 'manage',
      summary: 'See what a drafted rule would do',
      description: 'With the stored approvals, where it would stand among the other rules. Nothing is changed.',
      body: rule.RuleDraft,
      answer: rule.TryResult,
      problems: MISSING,
    },
  },
  '/api/rules/replay': {
    post: {
      tag,
      scope: 'manage',
      summary: 'See what a policy would have done',
      description:
        'With the stored decisions, and where people decided otherwise. A saved policy can be switched on once it was replayed as it stands.',
      body: rule.ReplayRequest,
      answer: rule.ReplayResult,
      problems: MISSING,
    },
  },
  '/api/rules/{id}': {
    get: { tag, scope: 'read', summary: 'Read a rule', path: Id, answer: rule.RuleView, problems: MISSING },
    put: {
      tag,
      scope: 'manage',
      summary: 'Change a rule, or switch it on or off',
      path: Id,
      body: rule.RuleRequest,
      answer: rule.RuleView,
      problems: { ...MISSING, ...NOT_REPLAYED },
    },
    delete: { tag, scope: 'manage', summary: 'Remove a rule', path: Id, problems: MISSING },
  },
};
