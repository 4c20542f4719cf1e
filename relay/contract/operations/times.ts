import * as times from '../times.js';
import type { Operations } from './operation.js';

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
};
