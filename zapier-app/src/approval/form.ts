/**
 * The fields of an action's details. The relay knows no action beforehand: how it was asked about last tells what belongs
 * to it, by the JSON Schema that came along or else by the values themselves.
 */
import type { Bundle, PlainInputField, PlainOutputField, ZObject } from 'zapier-platform-core';
import { titleCase } from '../fields.js';
import { callRelay } from '../relay/call.js';
import { DETAIL_PREFIX, flatDetails } from './flatten.js';
import type { ApprovalPage, ApprovalView } from './view.js';

interface Property {
  title?: string;
  description?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
}

/** One input for each detail of the action that is typed in; what is nested goes into Details as JSON. */
export async function formInputs(z: ZObject, bundle: Bundle): Promise<PlainInputField[]> {
  const last = await lastOf(z, bundle);
  return Object.entries(last ? propertiesOf(last) : {})
    .filter(([name, property]) => /^[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*$/.test(name) && typeOf(property) !== undefined)
    .map(([name, property]) => ({
      key: DETAIL_PREFIX + name,
      label: labelOf(name, property),
      type: typeOf(property),
      helpText: `${property.description ?? 'A detail that the reviewer sees and may change.'} Later steps find it as *${labelOf(name, property)}*.`,
      ...(property.enum && {
        choices: property.enum.map((value) => ({ value: String(value), sample: String(value), label: String(value) })),
      }),
    }));
}

/** The details that later steps can map, by the names that the action's form has for them. */
export async function formOutputs(z: ZObject, bundle: Bundle): Promise<PlainOutputField[]> {
  const last = await lastOf(z, bundle);
  if (!last) return [];
  const properties = propertiesOf(last);
  return Object.keys(flatDetails(last.details)).map((key) => {
    const name = key.slice(DETAIL_PREFIX.length);
    return { key, label: labelOf(name, properties[name] ?? {}) };
  });
}

async function lastOf(z: ZObject, bundle: Bundle): Promise<ApprovalView | undefined> {
  const action = bundle.inputData.action;
  if (typeof action !== 'string' || action.trim() === '' || action.includes(',')) return undefined;
  const params = { action: action.trim(), limit: 1 };
  const { items } = await callRelay<ApprovalPage>(z, bundle, { method: 'GET', path: '/api/approvals', params });
  return items[0];
}

function propertiesOf({ detailsSchema, details }: ApprovalView): Record<string, Property> {
  const declared = detailsSchema?.properties;
  if (typeof declared === 'object' && declared !== null) return declared as Record<string, Property>;
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, { type: typeof value }]));
}

function typeOf({ type, format }: Property): PlainInputField['type'] | undefined {
  const [first] = [type ?? 'string'].flat().filter((each) => each !== 'null');
  if (first === 'string') return format === 'date-time' ? 'datetime' : 'string';
  return first === 'number' || first === 'integer' || first === 'boolean' ? first : undefined;
}

/** "ticketId" → "Ticket Id" */
function labelOf(name: string, { title }: Property): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  return titleCase(title ?? words);
}
