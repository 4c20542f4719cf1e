import { z } from 'zod';
import { Me, ROLES } from '../access.js';
import * as people from '../people.js';
import { Id, items, MISSING, type Operations } from './operation.js';

const LAST_ADMIN = { 409: 'This is the last admin of the workspace.' };

export const peopleOperations: Operations = {
  '/api/people': {
    get: { tag: 'People', scope: 'read', summary: 'List people', answer: items(people.PersonView) },
    post: {
      tag: 'People',
      scope: 'admin',
      summary: 'Invite a person',
      description: 'The answer has the link to hand over. It works once, for a week.',
      body: people.InvitationRequest,
      answer: people.NewInvitation,
      problems: { 409: 'This person is in the workspace already, or no e-mail channel is set up to send it by.' },
    },
  },
  '/api/people/{id}': {
    get: {
      tag: 'People',
      scope: 'read',
      summary: 'Read a person',
      path: Id,
      answer: people.PersonView,
      problems: MISSING,
    },
    patch: {
      tag: 'People',
      scope: 'manage',
      summary: 'Change a person',
      description: 'Only an admin changes a name or a role, or shuts someone out.',
      path: Id,
      body: people.PersonChange,
      answer: people.PersonView,
      problems: { ...MISSING, ...LAST_ADMIN },
    },
    delete: {
      tag: 'People',
      scope: 'admin',
      summary: 'Remove a person',
      description: 'Their sessions end at once.',
      path: Id,
      problems: { ...MISSING, ...LAST_ADMIN },
    },
  },
  '/api/invitations': {
    get: { tag: 'People', scope: 'admin', summary: 'List invitations', answer: people.InvitationList },
  },
  '/api/invitations/{id}': {
    delete: { tag: 'People', scope: 'admin', summary: 'Take an invitation back', path: Id, problems: MISSING },
  },
  '/api/invitations/{id}/resend': {
    post: {
      tag: 'People',
      scope: 'admin',
      summary: 'Make a new link for an invitation',
      description: 'The link before stops working.',
      path: Id,
      answer: people.NewInvitation,
      problems: MISSING,
    },
  },
  '/api/invitations/{id}/mail': {
    post: {
      tag: 'People',
      scope: 'admin',
      summary: 'Send a new link for an invitation by e-mail',
      description: 'The link before stops working. The answer has the new one as well.',
      path: Id,
      answer: people.NewInvitation,
      problems: { ...MISSING, 409: 'No e-mail channel is set up.' },
    },
  },
  '/api/invitation': {
    get: {
      tag: 'People',
      scope: null,
      summary: 'Is an invitation link good?',
      query: z.object({ token: z.string().optional() }),
      answer: z.object({
        invitation: z.object({ email: z.string(), role: z.enum(ROLES), workspace: z.string() }).nullable(),
      }),
    },
    post: {
      tag: 'People',
      scope: null,
      summary: 'Accept an invitation',
      body: people.InvitationAnswer,
      answer: Me,
      problems: { 410: 'The link was used, taken back or has expired.', 409: 'The address has an account.' },
    },
  },
};
