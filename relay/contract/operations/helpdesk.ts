/** The helpdesk that Fin calls. Fin's own reference describes the bodies; here is what there is, and how one gets in. */
import { z } from 'zod';
import { Id, type Operation, type Operations } from './operation.js';

const Anything = z.record(z.string(), z.unknown());
const REFERENCE = 'https://developers.intercom.com/docs/guides/fin-custom-helpdesk';

const call = (summary: string, body?: z.ZodType, answerStatus?: 201): Operation => ({
  tag: 'Fin Custom Helpdesk',
  scope: null,
  summary,
  description: `As ${REFERENCE} has it. Needs a token of /oauth/token. Errors are problem details, in an envelope where the generation has one.`,
  path: Id,
  ...(body && { body }),
  answer: Anything,
  ...(answerStatus && { answerStatus }),
  problems: {
    401: 'No valid token, or a wrong signature.',
    404: 'There is no such user or conversation.',
  },
});

export const helpdeskOperations: Operations = {
  '/helpdesk/{id}/oauth/token': {
    post: {
      tag: 'Fin Custom Helpdesk',
      scope: null,
      summary: 'Get a token',
      description:
        'Two-legged OAuth (RFC 6749, section 4.4). The connection’s id is the client ID; ID and secret come as Basic or in the body.',
      path: Id,
      answer: z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.int() }),
      problems: { 400: 'Another grant type.', 401: 'Wrong client ID or secret.', 404: 'There is no such helpdesk.' },
    },
  },
  '/helpdesk/{id}/get_agents': { post: call('Who can answer') },
  '/helpdesk/{id}/get_user': { post: call('Read a customer', Anything) },
  '/helpdesk/{id}/create_user': { post: call('Make a customer', Anything, 201) },
  '/helpdesk/{id}/update_user': { post: call('Change a customer', Anything) },
  '/helpdesk/{id}/get_conversation': { post: call('Read a conversation', Anything) },
  '/helpdesk/{id}/create_conversation': { post: call('Make a conversation', Anything, 201) },
  '/helpdesk/{id}/update_conversation': { post: call('Change a conversation, or hand it over', Anything) },
  '/helpdesk/{id}/get_messages': { post: call('Read the messages', Anything) },
  '/helpdesk/{id}/create_message': { post: call('Add a message', Anything, 201) },
  '/helpdesk/{id}/agents': { get: call('Who can answer (REST)') },
  '/helpdesk/{id}/user': {
    get: call('Read a customer (REST)'),
    post: call('Make a customer (REST)', Anything, 201),
    put: call('Change a customer (REST)', Anything),
  },
  '/helpdesk/{id}/conversation': {
    get: call('Read a conversation (REST)'),
    post: call('Make a conversation (REST)', Anything, 201),
    put: call('Change a conversation, or hand it over (REST)', Anything),
  },
  '/helpdesk/{id}/messages': {
    get: call('Read the messages (REST)'),
    post: call('Add a message (REST)', Anything, 201),
  },
};
