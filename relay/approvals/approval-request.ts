/** An approval request as it came: unknown fields are kept under metadata and reported, never dropped in silence. */
import { ApprovalRequest } from '../contract/approval-request.js';
import { InvalidRequest } from '../errors.js';
import { validate } from '../validate.js';

const KNOWN = new Set(Object.keys(ApprovalRequest.shape));

export interface ReadRequest {
  request: ApprovalRequest;
  warnings: string[];
}

/** Empty strings of optional fields count as absent: that is what a template's empty placeholder leaves. */
export function readApprovalRequest(body: unknown, idempotencyHeader?: string): ReadRequest {
  if (!isObject(body)) throw new InvalidRequest('The body must be a JSON object with action, summary and details.');
  const { known, unknown } = divide(body);
  const warnings = Object.keys(unknown).map(
    (name) => `"${name}" is not a field of an approval request. It was kept under metadata.`,
  );
  // A metadata that is no object is left as it is, for the schema to refuse.
  const { metadata = {} } = known;
  if (Object.keys(unknown).length > 0 && isObject(metadata)) known.metadata = { ...unknown, ...metadata };
  if (idempotencyHeader) known.idempotencyKey = sameKey(known.idempotencyKey, idempotencyHeader);
  const request = validate(ApprovalRequest, known);
  if (request.webhookUrl && request.callbackUrl && request.webhookUrl !== request.callbackUrl) {
    warnings.push('webhookUrl and callbackUrl differ. Both will be told about the decision.');
  }
  return { request, warnings };
}

function divide(body: Record<string, unknown>): { known: Record<string, unknown>; unknown: Record<string, unknown> } {
  const known: Record<string, unknown> = {};
  const unknown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!KNOWN.has(name)) unknown[name] = value;
    else if (value !== '' && value !== null) known[name] = value;
    else if (name === 'action' || name === 'summary' || name === 'details') known[name] = value;
  }
  return { known, unknown };
}

function sameKey(inBody: unknown, inHeader: string): string {
  if (inBody !== undefined && inBody !== inHeader) {
    const message = 'idempotencyKey and the Idempotency-Key header differ. Send one of them.';
    throw new InvalidRequest(message, [{ path: 'idempotencyKey', message }]);
  }
  return inHeader;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
