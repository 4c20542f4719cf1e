/** The fields of the two operations that ask for an approval, and what is sent from them. */
import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { property } from '../../../shared/fields';
import { severalFromList } from '../../../shared/from-list';
import { located } from '../../../shared/located';
import { FIRST, SINCE_LISTS } from '../../../shared/versions';
import { detailsFields, detailsOf } from './details-fields';

const show = { resource: ['approval'], operation: ['request', 'sendAndWait'] };

export const requestFields: INodeProperties[] = [
  property('action', { placeholder: 'e.g. process_refund', displayOptions: { show } }),
  property('summary', {
    placeholder: 'e.g. Refund 400.00 EUR to ana@example.com',
    typeOptions: { rows: 2 },
    displayOptions: { show },
  }),
  ...detailsFields,
  property('riskLevel', { displayOptions: { show } }),
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    displayOptions: { show },
    options: [
      property('agentName', { placeholder: 'e.g. Refund bot' }),
      property('callbackUrl', {
        placeholder: 'e.g. https://flows.example.com/decided',
        displayOptions: { show: { '/operation': ['request'] } },
      }),
      property('detailsSchema', {
        description:
          'A JSON Schema of the details, such as { "properties": { "amount": { "type": "string" } } }. It makes the form in which the reviewer edits; without it, the form follows the values.',
      }),
      property('expiresAt'),
      property('expiresInMinutes', { default: 1440, typeOptions: { minValue: 1 } }),
      property('group', { displayOptions: { show: FIRST } }),
      {
        displayName: 'Group',
        name: 'group',
        type: 'resourceLocator',
        default: { mode: 'list', value: '' },
        description: 'The review group that should look. A rule in the relay may choose another.',
        displayOptions: { show: SINCE_LISTS },
        modes: [
          {
            displayName: 'From List',
            name: 'list',
            type: 'list',
            placeholder: 'Select a group…',
            typeOptions: { searchListMethod: 'searchGroups', searchable: true },
          },
          { displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Refunds' },
        ],
      },
      {
        displayName: 'Include Input Fields',
        name: 'includeInput',
        type: 'boolean',
        default: true,
        description: 'Whether to put the fields of the input item under "input" in the output',
        displayOptions: { show: { '/operation': ['sendAndWait'] } },
      },
      property('justification', { typeOptions: { rows: 3 } }),
      property('metadata', {
        description: 'Values that stay with the approval as they are, such as an order number. Rules can look at them.',
      }),
      property('onExpiry', { description: 'What it counts as when nobody answers before the deadline' }),
      property('priority'),
      property('requestedBy', { placeholder: 'e.g. agent@example.com' }),
      severalFromList('Reviewer Names or IDs', 'reviewers', 'getReviewers'),
      property('reviewers', {
        description: 'E-mail addresses of the people who should look, separated by commas',
        displayOptions: { show: FIRST },
      }),
    ],
  },
];

const JSON_OPTIONS = ['metadata', 'detailsSchema'];

/** One item's approval request. Throws NodeOperationError that names the field which cannot be read. */
export function requestOf(ctx: IExecuteFunctions, itemIndex: number): IDataObject {
  const { reviewers, group, ...options } = ctx.getNodeParameter('options', itemIndex, {}) as IDataObject;
  delete options.includeInput;
  const request: IDataObject = {
    action: ctx.getNodeParameter('action', itemIndex),
    summary: ctx.getNodeParameter('summary', itemIndex),
    details: jsonObject(ctx, 'Details', detailsOf(ctx, itemIndex), itemIndex),
    riskLevel: ctx.getNodeParameter('riskLevel', itemIndex),
    platform: 'n8n',
  };
  for (const [name, value] of Object.entries(options)) {
    if (value === '' || value === undefined || value === null) continue;
    request[name] = JSON_OPTIONS.includes(name)
      ? jsonObject(ctx, name, value, itemIndex)
      : name === 'expiresAt'
        ? withZone(ctx, String(value))
        : value;
  }
  if (located(group)) request.group = located(group);
  const addresses = addressesOf(reviewers);
  if (addresses.length > 0) request.reviewers = addresses;
  return { ...request, metadata: { ...(request.metadata as IDataObject | undefined), n8n: origin(ctx) } };
}

/** From a list, or from text with commas. */
function addressesOf(reviewers: unknown): string[] {
  const entries: unknown[] = Array.isArray(reviewers) ? reviewers : String(reviewers ?? '').split(',');
  return entries.map((address) => String(address).trim()).filter((address) => address !== '');
}

/** Where it comes from, so that a reviewer's question leads back to the execution. */
function origin(ctx: IExecuteFunctions): IDataObject {
  const { id, name } = ctx.getWorkflow();
  return { workflowId: id, workflow: name, executionId: ctx.getExecutionId(), node: ctx.getNode().name };
}

function jsonObject(ctx: IExecuteFunctions, field: string, value: unknown, itemIndex: number): IDataObject {
  const parsed = typeof value === 'string' ? parse(ctx, field, value, itemIndex) : value;
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as IDataObject;
  throw new NodeOperationError(ctx.getNode(), `${field} must be a JSON object`, {
    itemIndex,
    description: 'Use an object such as { "amount": "400.00" }, or an expression such as {{ $json }}.',
  });
}

function parse(ctx: IExecuteFunctions, field: string, text: string, itemIndex: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NodeOperationError(ctx.getNode(), `${field} is not valid JSON`, {
      itemIndex,
      description: (error as Error).message,
    });
  }
}

/** n8n's date picker gives a time without a zone, meant in the workflow's. */
function withZone(ctx: IExecuteFunctions, time: string): string {
  if (/(Z|[+-]\d\d:?\d\d)$/.test(time)) return time;
  return String(
    ctx.evaluateExpression(
      `{{ DateTime.fromISO(${JSON.stringify(time)}, { zone: ${JSON.stringify(ctx.getTimezone())} }).toISO() }}`,
      0,
    ),
  );
}
