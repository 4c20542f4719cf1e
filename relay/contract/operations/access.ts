import { z } from 'zod';
import * as access from '../access.js';
import { Id, items, MISSING, type Operations } from './operation.js';

export const accessOperations: Operations = {
  '/api/keys': {
    get: { tag: 'Access', scope: 'admin', summary: 'List connection keys', answer: items(access.KeyView) },
    post: {
      tag: 'Access',
      scope: 'admin',
      summary: 'Make a connection key',
      description: 'The key and its signing secret are shown this once.',
      body: access.KeyRequest,
      answer: access.NewKey,
    },
  },
  '/api/keys/{id}': {
    delete: { tag: 'Access', scope: 'admin', summary: 'Revoke a connection key', path: Id, problems: MISSING },
  },
  '/api/workspaces': {
    post: {
      tag: 'Access',
      scope: 'admin',
      summary: 'Add a workspace',
      description: 'Only for an admin of the first workspace.',
      body: access.WorkspaceRequest,
      answer: access.NewWorkspace,
    },
  },
  '/api/me': { get: { tag: 'Access', scope: 'any', summary: 'Who is calling', answer: access.Me } },
  '/api/session': {
    post: {
      tag: 'Access',
      scope: null,
      summary: 'Sign in',
      body: access.SignInRequest,
      answer: access.Me,
      problems: { 429: 'Too many wrong passwords.' },
    },
    delete: { tag: 'Access', scope: 'any', summary: 'Sign out' },
  },
  '/api/setup': {
    get: {
      tag: 'Access',
      scope: null,
      summary: 'Is a set-up link good?',
      query: z.object({ token: z.string().optional() }),
      answer: z.object({ needed: z.boolean(), valid: z.boolean() }),
    },
    post: {
      tag: 'Access',
      scope: null,
      summary: 'Make the first account',
      body: access.SetupRequest,
      answer: access.Me,
      problems: { 410: 'The link was used or has expired.' },
    },
  },
};
