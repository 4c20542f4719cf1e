/** The whole HTTP API as an OpenAPI 3.1 document, made from the schemas that validate it. */
import type { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { DecisionCallback } from './decision-callback.js';
import * as batch from './batch.js';
import { approvalsOperations } from './operations/approvals.js';
import { batchesOperations } from './operations/batches.js';
import { channelsOperations } from './operations/channels.js';
import { connectionsOperations } from './operations/connections.js';
import { subscriptionsOperations } from './operations/subscriptions.js';
import { deliveriesOperations } from './operations/deliveries.js';
import { reachabilityOperations } from './operations/reachability.js';
import { accessOperations } from './operations/access.js';
import { accountOperations } from './operations/account.js';
import { reviewOperations } from './operations/review.js';
import { groupsOperations } from './operations/groups.js';
import { peopleOperations } from './operations/people.js';
import { auditOperations } from './operations/audit.js';
import { helpdeskOperations } from './operations/helpdesk.js';
import { rulesOperations } from './operations/rules.js';
import { handlingOperations } from './operations/handling.js';
import { timesOperations } from './operations/times.js';
import { healthOperations } from './operations/health.js';
import type { Answers, Operation, Operations } from './operations/operation.js';
import { Problem } from './problem.js';
import * as subscription from './subscription.js';

export const API_VERSION = '0.1.0';

/** One file an area, under operations/. */
const OPERATIONS: Operations = {
  ...approvalsOperations,
  ...batchesOperations,
  ...connectionsOperations,
  ...channelsOperations,
  ...helpdeskOperations,
  ...subscriptionsOperations,
  ...deliveriesOperations,
  ...reachabilityOperations,
  ...accessOperations,
  ...accountOperations,
  ...reviewOperations,
  ...peopleOperations,
  ...groupsOperations,
  ...auditOperations,
  ...rulesOperations,
  ...timesOperations,
  ...handlingOperations,
  ...healthOperations,
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
        DecisionCallback: DecisionCallback,
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
        ? { [operation.answerStatus ?? 200]: { description: 'OK', content: json(operation.answer) } }
        : { 204: { description: 'Done' } }),
      ...Object.fromEntries(Object.entries(answers).map(([status, description]) => [status, problem(description)])),
    },
  };
}
