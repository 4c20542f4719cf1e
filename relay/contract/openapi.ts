/** The whole HTTP API as an OpenAPI 3.1 document, made from the schemas that validate it. */
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import * as access from './access.js';
import * as approval from './approval.js';
import * as batch from './batch.js';
import * as connection from './connection.js';
import * as delivery from './delivery.js';
import { Problem } from './problem.js';
import * as subscription from './subscription.js';

export const API_VERSION = '0.1.0';

type Answers = Record<number, string | undefined>;
interface Operation {
  summary: string;
  description?: string;
  tag: string;
  body?: z.ZodType;
  answer?: z.ZodType;
  query?: z.ZodObject;
  path?: z.ZodObject;
  headers?: z.ZodObject;
  /** Scope a connection key needs; null for none at all. */
  scope: access.Scope | 'any' | null;
  problems?: Answers;
}

const Id = z.object({ id: z.string() });
const IdempotencyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .optional()
    .meta({ description: 'The same key with the same body gives the same approval.' }),
});
const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const CONFLICT: Answers = { 409: 'It is decided already; the answer carries the approval as it stands.' };
const MISSING: Answers = { 404: 'There is no such thing in this workspace.' };

const UNREADABLE: Answers = { 422: 'The payload cannot be read or used; the text says why.' };

const OPERATIONS: Record<string, Record<string, Operation>> = {
  '/api/webhooks/inbound': {
    post: {
      tag: 'Approvals',
      scope: 'request',
      summary: 'Ask for an approval',
      description:
        'Always answers 200 with a lower-case status once the approval is stored. With maxWaitMs the answer is held until a decision, for at most 25 seconds. Unknown fields are kept under metadata and reported as warnings.',
      body: approval.ApprovalRequest,
      answer: approval.InboundAnswer,
      headers: IdempotencyHeader,
      problems: { 409: 'The idempotency key was used with another body.' },
    },
  },
  '/api/approvals/request': {
    post: {
      tag: 'Approvals',
      scope: 'request',
      summary: 'Ask for an approval and never wait',
      description: 'As /api/webhooks/inbound, but answers at once, with the status in upper case.',
      body: approval.ApprovalRequest,
      answer: approval.RequestedAnswer,
      headers: IdempotencyHeader,
      problems: { 409: 'The idempotency key was used with another body.' },
    },
  },
  '/api/approvals': {
    get: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'List approvals',
      query: approval.ApprovalFilter,
      answer: approval.ApprovalList,
    },
  },
  '/api/approvals/{id}': {
    get: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'Read an approval',
      path: Id,
      query: z.object({
        wait: z.coerce
          .number()
          .min(0)
          .max(25)
          .optional()
          .meta({ description: 'Seconds to hold the answer until there is a decision.' }),
      }),
      answer: approval.ApprovalView,
      problems: MISSING,
    },
  },
  '/api/approvals/{id}/decision': {
    post: {
      tag: 'Approvals',
      scope: 'decide',
      summary: 'Approve or reject',
      path: Id,
      body: approval.VerdictRequest,
      answer: approval.ApprovalView,
      problems: { ...MISSING, ...CONFLICT },
    },
  },
  '/api/approvals/{id}/cancel': {
    post: {
      tag: 'Approvals',
      scope: 'request',
      summary: 'Take an approval back',
      path: Id,
      body: approval.CancelRequest,
      answer: approval.ApprovalView,
      problems: { ...MISSING, ...CONFLICT },
    },
  },
  '/api/approvals/{id}/callbacks': {
    post: {
      tag: 'Approvals',
      scope: 'request',
      summary: 'Register a URL for the decision',
      path: Id,
      description: 'One that comes after the decision is told at once.',
      body: approval.CallbackRequest,
      answer: z.object({ deliveryId: z.string().nullable() }),
      problems: MISSING,
    },
  },
  '/api/approvals/{id}/comments': {
    post: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'Comment',
      path: Id,
      body: approval.CommentRequest,
      answer: approval.Comment,
      problems: MISSING,
    },
  },
  '/api/approvals/{id}/seen': {
    post: {
      tag: 'Approvals',
      scope: 'decide',
      summary: 'Note that a reviewer has it open',
      path: Id,
      problems: MISSING,
    },
  },
  '/api/approvals/{id}/timeline': {
    get: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'Read its story',
      path: Id,
      answer: items(approval.TimelineEntry),
      problems: MISSING,
    },
  },
  '/api/reason-codes': {
    get: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'List reason codes, most used first',
      answer: items(z.object({ code: z.string(), label: z.string(), uses: z.int() })),
    },
  },
  '/api/reviewers': {
    get: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'List the people of the workspace',
      answer: items(z.object({ email: z.string(), name: z.string(), role: z.enum(access.ROLES) })),
    },
  },
  '/api/groups': {
    get: {
      tag: 'Approvals',
      scope: 'read',
      summary: 'List the review groups that approvals name, most used first',
      answer: items(z.object({ name: z.string(), uses: z.int() })),
    },
  },
  '/api/batches': {
    post: {
      tag: 'Batches',
      scope: 'request',
      summary: 'Ask for several approvals at once',
      description: 'All are created or none. The callback is told once, when the last one is settled.',
      body: batch.BatchRequest,
      answer: batch.BatchView,
      problems: { 409: 'The idempotency key was used with another body.' },
    },
  },
  '/api/batches/{id}': {
    get: {
      tag: 'Batches',
      scope: 'read',
      summary: 'Read a batch with its approvals',
      path: Id,
      answer: batch.BatchView,
      problems: MISSING,
    },
  },
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
      answer: approval.InboundAnswer,
      problems: { ...MISSING, 401: 'The call is not the platform’s own.', ...UNREADABLE },
    },
  },
  '/api/subscriptions': {
    get: {
      tag: 'Subscriptions',
      scope: 'read',
      summary: 'List subscriptions',
      answer: items(subscription.SubscriptionView),
    },
    post: {
      tag: 'Subscriptions',
      scope: 'read',
      summary: 'Be told about events',
      body: subscription.SubscriptionRequest,
      answer: subscription.SubscriptionView,
    },
  },
  '/api/subscriptions/{id}': {
    get: {
      tag: 'Subscriptions',
      scope: 'read',
      summary: 'Read a subscription',
      path: Id,
      answer: subscription.SubscriptionView,
      problems: MISSING,
    },
    delete: { tag: 'Subscriptions', scope: 'read', summary: 'End a subscription', path: Id, problems: MISSING },
  },
  '/api/deliveries': {
    get: {
      tag: 'Deliveries',
      scope: 'read',
      summary: 'List what was sent',
      query: delivery.DeliveryFilter,
      answer: delivery.DeliveryList,
    },
  },
  '/api/deliveries/{id}/redeliver': {
    post: {
      tag: 'Deliveries',
      scope: 'decide',
      summary: 'Send it again, with the same id',
      path: Id,
      answer: delivery.DeliveryView,
      problems: MISSING,
    },
  },
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
  '/healthz': { get: { tag: 'Health', scope: null, summary: 'The process is alive' } },
  '/readyz': { get: { tag: 'Health', scope: null, summary: 'The relay can save what it acknowledges' } },
  '/metrics': { get: { tag: 'Health', scope: null, summary: 'Counts for Prometheus' } },
};

/** `publicUrl` is where this relay is reached. */
export function openApiDocument(publicUrl: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const [path, methods] of Object.entries(OPERATIONS)) {
    paths[path] = Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => [method, describe(operation)]),
    );
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Countersign relay',
      version: API_VERSION,
      description:
        'Ask a person before an automation acts. Every error is application/problem+json with a stable code.',
    },
    servers: [{ url: publicUrl }],
    security: [{ connectionKey: [] }, { bearer: [] }],
    components: {
      securitySchemes: {
        connectionKey: { type: 'apiKey', in: 'header', name: 'x-api-key' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
      schemas: {
        DecisionCallback: approval.DecisionCallback,
        BatchCallback: batch.BatchCallback,
        EventPayload: subscription.EventPayload,
      },
    },
    paths,
  });
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const json = (schema: z.ZodType) => ({ 'application/json': { schema } });
  const problem = (description = '') => ({ description, content: { 'application/problem+json': { schema: Problem } } });
  const answers: Answers = {
    ...(operation.body && {
      400: 'Something in the request is wrong; errors names each field.',
      413: 'The body is too large.',
    }),
    ...(operation.scope !== null && {
      401: 'No valid connection key or session.',
      429: 'Too many requests; see Retry-After.',
    }),
    ...(operation.scope !== null && operation.scope !== 'any' && { 403: `Needs the scope ${operation.scope}.` }),
    ...operation.problems,
    503: 'Nothing could be saved; try again after Retry-After.',
  };
  return {
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description && { description: operation.description }),
    ...(operation.scope === null && { security: [] }),
    requestParams: {
      ...(operation.path && { path: operation.path }),
      ...(operation.query && { query: operation.query }),
      ...(operation.headers && { header: operation.headers }),
    },
    ...(operation.body && { requestBody: { required: true, content: json(operation.body) } }),
    responses: {
      ...(operation.answer
        ? { 200: { description: 'OK', content: json(operation.answer) } }
        : { 204: { description: 'Done' } }),
      ...Object.fromEntries(Object.entries(answers).map(([status, description]) => [status, problem(description)])),
    },
  };
}
