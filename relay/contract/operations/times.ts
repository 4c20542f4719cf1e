import * as times from '../times.js';
import { Id, MISSING, type Operations } from './operation.js';

export const timesOperations: Operations = {
  '/api/times': {
    get: {
      tag: 'Times',
      scope: 'read',
      summary: 'Read targets, reminders, escalation and the deadline',
      answer: times.TimesView,
    },
    patch: {
      tag: 'Times',
      scope: 'manage',
      summary: 'Change them, for approvals asked from now on',
      body: times.TimesChange,
      answer: times.TimesView,
    },
  },
  '/api/groups/{id}/times': {
    patch: {
      tag: 'Times',
      scope: 'manage',
      summary: 'Give one group targets or an escalation of its own',
      description: 'null takes them away again: then it has what the workspace has.',
      path: Id,
      body: times.GroupTimesChange,
      answer: times.GroupTimes,
      problems: MISSING,
    },
  },
};
