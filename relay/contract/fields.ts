/** The fields of the contract as plain data, for clients that cannot hold zod: the n8n nodes and the Zapier app. */
import { z } from 'zod';
import { ApprovalRequest } from './approval-request.js';
import { ApprovalView } from './approval.js';
import { CommentRequest } from './timeline.js';
import { VerdictRequest } from './verdict.js';
import { MAX_BATCH } from './batch.js';
import { DeliveryView } from './delivery.js';
import { REASONS } from './reasons.js';
import { EVENT_TYPES, EventFilter } from './subscription.js';

export type FieldKind = 'string' | 'number' | 'boolean' | 'json' | 'dateTime' | 'options' | 'list';

export interface Field {
  title: string;
  description: string;
  required: boolean;
  kind: FieldKind;
  default?: unknown;
  options?: Array<{ value: string; title: string }>;
  example?: unknown;
}

/** The answer body by which the n8n node says that it has resumed the workflow. */
export const RESUME_MARKER = { countersign: 'resumed' } as const;

export const contractData = () => ({
  fields: fieldsOf(ApprovalRequest),
  verdictFields: fieldsOf(VerdictRequest),
  commentFields: fieldsOf(CommentRequest),
  filterFields: fieldsOf(EventFilter),
  approvalFields: fieldsOf(ApprovalView, 'output'),
  deliveryFields: fieldsOf(DeliveryView, 'output'),
  eventTypes: EVENT_TYPES.map((value) => ({ value, title: inWords(value) })),
  reasonCodes: REASONS.map(({ code, label }) => ({ value: code, title: label })),
  resumeMarker: RESUME_MARKER,
  maxBatch: MAX_BATCH,
});

interface Referring {
  $ref?: string;
}

interface JsonSchema extends Referring {
  properties?: Record<string, Property>;
  required?: string[];
  $defs?: Record<string, JsonSchema & Property>;
}

interface Property extends Referring {
  title?: string;
  description?: string;
  type?: string;
  format?: string;
  enum?: string[];
  anyOf?: Property[];
  default?: unknown;
  example?: unknown;
}

/** One entry a field of the schema, in the schema's order: as it is sent, or (`output`) as it is read back. */
export function fieldsOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): Record<string, Field> {
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema;
  const object = resolved<JsonSchema>(json, json.$defs);
  const entries = Object.entries(object.properties ?? {}).map(([name, given]) => {
    const property = notNull(resolved<Property>(given, json.$defs), json.$defs);
    const field: Field = {
      title: property.title ?? titleOf(name),
      description: property.description ?? '',
      required: object.required?.includes(name) ?? false,
      kind: kindOf(property),
      ...(property.default !== undefined && { default: property.default }),
      ...(property.enum && { options: property.enum.map((value) => ({ value, title: inWords(value) })) }),
      ...(property.example !== undefined && { example: property.example }),
    };
    return [name, field] as const;
  });
  return Object.fromEntries(entries);
}

/** A schema with an id is put among the definitions and referred to; what is said beside the reference comes on top. */
function resolved<T extends Referring>(schema: T, definitions: Record<string, T> | undefined): T {
  const definition = schema.$ref ? definitions?.[schema.$ref.replace('#/$defs/', '')] : undefined;
  return { ...definition, ...schema };
}

/** What a value is when it is not null. */
function notNull(property: Property, definitions: Record<string, Property> | undefined): Property {
  const other = property.anyOf?.find(({ type }) => type !== 'null');
  return other ? { ...resolved<Property>(other, definitions), ...property } : property;
}

/** "decidedAt" → "Decided at" */
function titleOf(name: string): string {
  const words = name.replace(
    /([a-z])([A-Z])/g,
    (_match, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function kindOf(property: Property): FieldKind {
  if (property.enum) return 'options';
  if (property.format === 'date-time') return 'dateTime';
  if (property.type === 'array') return 'list';
  if (property.type === 'object') return 'json';
  if (property.type === 'integer' || property.type === 'number') return 'number';
  return property.type === 'boolean' ? 'boolean' : 'string';
}

/** "approval.requested" → "Approval Requested" */
function inWords(value: string): string {
  return value.replace(
    /(^|[._])([a-z])/g,
    (_match, gap: string, letter: string) => (gap ? ' ' : '') + letter.toUpperCase(),
  );
}
