/** The columns of "Like an Earlier Approval": what the newest approval with the same action had. */
import type {
  FieldType,
  IDataObject,
  ILoadOptionsFunctions,
  ResourceMapperField,
  ResourceMapperFields,
} from 'n8n-workflow';
import { callRelay } from '../../../shared/transport';

interface Property {
  title?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
}

export async function getDetailsColumns(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
  const action = String(this.getCurrentNodeParameter('action') ?? '');
  // An expression has no value before the workflow runs: then any action's newest approval serves.
  const query = { limit: 1, ...(action && !action.startsWith('=') && { action }) };
  const { items } = await callRelay(this, { method: 'GET', path: '/api/approvals', query });
  const [newest] = items as IDataObject[];
  return { fields: newest ? columnsOf(newest) : [] };
}

/** By its schema if it had one, else by its values. */
export function columnsOf({ details, detailsSchema }: IDataObject): ResourceMapperField[] {
  const { properties, required } = (detailsSchema ?? {}) as {
    properties?: Record<string, Property>;
    required?: string[];
  };
  const known: Record<string, Property> =
    properties ??
    Object.fromEntries(Object.entries(details as IDataObject).map(([name, value]) => [name, { type: kindOf(value) }]));
  return Object.entries(known).map(([name, each]) => ({
    id: name,
    displayName: each.title ?? name,
    required: required?.includes(name) ?? false,
    defaultMatch: false,
    display: true,
    ...typeOf(each),
  }));
}

function typeOf({ type, format, enum: values }: Property): Pick<ResourceMapperField, 'type' | 'options'> {
  if (values)
    return { type: 'options', options: values.map((value) => ({ name: String(value), value: String(value) })) };
  if (format === 'date' || format === 'date-time') return { type: 'dateTime' };
  const types: Record<string, FieldType> = {
    integer: 'number',
    number: 'number',
    boolean: 'boolean',
    array: 'array',
    object: 'object',
  };
  return { type: types[type ?? ''] ?? 'string' };
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : value === null ? 'string' : typeof value;
}
