import { z } from 'zod';
import * as account from '../account.js';
import { Id, items, MISSING, type Operations } from './operation.js';

const TRIED: Record<number, string> = {
  401: 'The present password or the code is not right.',
  429: 'Too many wrong attempts.',
};
const SessionId = Id.extend({ session: z.string() });

export const accountOperations: Operations = {
  '/api/account': {
    get: { tag: 'Account', scope: 'any', summary: 'Read one’s own account', answer: account.AccountView },
    patch: {
      tag: 'Account',
      scope: 'any',
      summary: 'Change one’s own name or time away',
      body: account.AccountChange,
      answer: account.AccountView,
    },
  },
  '/api/account/password': {
    post: {
      tag: 'Account',
      scope: 'any',
      summary: 'Change one’s own password',
      description: 'All other sessions end.',
      body: account.PasswordChange,
      problems: TRIED,
    },
  },
  '/api/account/sessions': {
    get: { tag: 'Account', scope: 'any', summary: 'List one’s own sessions', answer: items(account.SessionView) },
    delete: { tag: 'Account', scope: 'any', summary: 'End all one’s other sessions' },
  },
  '/api/account/sessions/{id}': {
    delete: { tag: 'Account', scope: 'any', summary: 'End one of one’s own sessions', path: Id, problems: MISSING },
  },
  '/api/account/second-factor': {
    post: {
      tag: 'Account',
      scope: 'any',
      summary: 'Begin to set up a second factor',
      body: account.PasswordCheck,
      answer: account.SecondFactorSetup,
      problems: { ...TRIED, 409: 'It is on already.' },
    },
  },
  '/api/account/second-factor/confirm': {
    post: {
      tag: 'Account',
      scope: 'any',
      summary: 'Turn the second factor on with a first code',
      body: account.CodeCheck,
      answer: account.RecoveryCodes,
      problems: { ...TRIED, 409: 'It is on already.' },
    },
  },
  '/api/account/second-factor/recovery-codes': {
    post: {
      tag: 'Account',
      scope: 'any',
      summary: 'Make new recovery codes',
      description: 'The ones before stop working.',
      body: account.PasswordCheck,
      answer: account.RecoveryCodes,
      problems: TRIED,
    },
  },
  '/api/account/second-factor/remove': {
    post: {
      tag: 'Account',
      scope: 'any',
      summary: 'Turn one’s own second factor off',
      body: account.PasswordCheck,
      problems: { ...TRIED, 403: 'The workspace requires it.' },
    },
  },
  '/api/workspace': {
    patch: {
      tag: 'People',
      scope: 'admin',
      summary: 'Require a second factor of everybody, or not',
      body: account.WorkspaceChange,
    },
  },
  '/api/people/{id}/sessions': {
    get: {
      tag: 'People',
      scope: 'admin',
      summary: 'List a person’s sessions',
      path: Id,
      answer: items(account.SessionView),
      problems: MISSING,
    },
    delete: { tag: 'People', scope: 'admin', summary: 'End all sessions of a person', path: Id, problems: MISSING },
  },
  '/api/people/{id}/sessions/{session}': {
    delete: { tag: 'People', scope: 'admin', summary: 'End a session of a person', path: SessionId, problems: MISSING },
  },
  '/api/people/{id}/second-factor': {
    delete: {
      tag: 'People',
      scope: 'admin',
      summary: 'Take a person’s second factor off, when they have lost it',
      path: Id,
      problems: MISSING,
    },
  },
};
