import { InboundAnswer } from '../inbound-answer.js';
import * as connection from '../connection.js';
import { Id, items, MISSING, UNREADABLE, type Operations } from './operation.js';

export const connectionsOperations: Operations = {
  '/api/platforms': {
    get: {
      tag: 'Connections',
      scope: 'read',
      summary: 'List platforms with their settings',
      answer: items(connection.PlatformView),
    },
  },
  '/api/platforms/try': {
    post: {
      tag: 'Connections',
      scope: 'admin',
      summary: 'See what would become of a payload',
      body: connection.TryRequest,
      answer: connection.TryAnswer,
      problems: UNREADABLE,
    },
  },
  '/api/connections': {
    get: {
      tag: 'Connections',
      scope: 'admin',
      summary: 'List connections',
      answer: items(connection.ConnectionView),
    },
    post: {
      tag: 'Connections',
      scope: 'admin',
      summary: 'Connect a platform account',
      description: 'Its own address for webhooks is inboundUrl. The signing secret is shown this once.',
      body: connection.ConnectionRequest,
      answer: connection.NewConnection,
    },
  },
  '/api/connections/{id}': {
    get: {
      tag: 'Connections',
      scope: 'admin',
      summary: 'Read a connection',
      path: Id,
      answer: connection.ConnectionView,
      problems: MISSING,
    },
    patch: {
      tag: 'Connections',
      scope: 'admin',
      summary: 'Change a connection',
      description: 'What is left out stays; a setting that is null is taken away.',
      path: Id,
      body: connection.ConnectionChange,
      answer: connection.ConnectionView,
      problems: MISSING,
    },
    delete: { tag: 'Connections', scope: 'admin', summary: 'Remove a connection', path: Id, problems: MISSING },
  },
  '/api/connections/{id}/set-up': {
    get: {
      tag: 'Connections',
      scope: 'admin',
      summary: 'What to do in the platform',
      path: Id,
      answer: connection.SetUpView,
      problems: MISSING,
    },
    post: {
      tag: 'Connections',
      scope: 'admin',
      summary: 'Do it through the platform’s API',
      path: Id,
      answer: connection.ConnectionView,
      problems: { ...MISSING, 422: 'The platform refused; the text says why.' },
    },
  },
  '/api/connections/{id}/test': {
    post: {
      tag: 'Connections',
      scope: 'admin',
      summary: 'Send a test event',
      description: 'As if the platform had sent it. Its approval is marked as a test and is not written back.',
      path: Id,
      body: connection.TestRequest,
      answer: connection.InboundEventView,
      problems: { ...MISSING, ...UNREADABLE },
    },
  },
  '/api/connections/{id}/events': {
    get: {
      tag: 'Connections',
      scope: 'admin',
      summary: 'What came in, and what became of it',
      path: Id,
      query: connection.InboundEventFilter,
      answer: connection.InboundEventList,
      problems: MISSING,
    },
  },
  '/in/{id}': {
    post: {
      tag: 'Connections',
      scope: null,
      summary: 'Where a platform sends its own payload',
      description:
        'Answers as the platform needs it; others read the status, as from /api/webhooks/inbound. Each platform’s signature is checked if the connection has its secret.',
      path: Id,
      answer: InboundAnswer,
      problems: { ...MISSING, 401: 'The call is not the platform’s own.', ...UNREADABLE },
    },
  },
};
