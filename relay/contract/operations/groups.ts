import * as people from '../people.js';
import { Id, items, MISSING, type Operations } from './operation.js';

const TAKEN = { 409: 'Another group has the name.' };

export const groupsOperations: Operations = {
  '/api/groups': {
    get: {
      tag: 'People',
      scope: 'read',
      summary: 'List review groups, most used first',
      description: 'Those that are set up, and those that approvals only name (with id null).',
      answer: items(people.GroupView),
    },
    post: {
      tag: 'People',
      scope: 'manage',
      summary: 'Make a review group',
      body: people.GroupRequest,
      answer: people.GroupView,
      problems: TAKEN,
    },
  },
  '/api/groups/{id}': {
    get: {
      tag: 'People',
      scope: 'read',
      summary: 'Read a review group',
      path: Id,
      answer: people.GroupView,
      problems: MISSING,
    },
    patch: {
      tag: 'People',
      scope: 'manage',
      summary: 'Change a review group',
      path: Id,
      body: people.GroupChange,
      answer: people.GroupView,
      problems: { ...MISSING, ...TAKEN },
    },
    delete: {
      tag: 'People',
      scope: 'manage',
      summary: 'End a review group',
      description: 'Approvals keep its name.',
      path: Id,
      problems: MISSING,
    },
  },
};
