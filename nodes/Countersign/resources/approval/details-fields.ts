/** The details of a request: as JSON, as fields that the user names, or as the fields of an earlier approval. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { property } from '../../../shared/fields';
import { FIRST, SINCE_LISTS } from '../../../shared/versions';

const show = { resource: ['approval'], operation: ['request', 'sendAndWait'] };
const since = { ...show, ...SINCE_LISTS };

export const detailsFields: INodeProperties[] = [
  property('details', { default: '={{ $json }}', displayOptions: { show: { ...show, ...FIRST } } }),
  {
    displayName: 'Details From',
    name: 'detailsMode',
    type: 'options',
    noDataExpression: true,
    default: 'json',
    options: [
      {
        name: 'Fields Below',
        value: 'fields',
        description: 'Name each field yourself. In this order the reviewer sees them.',
      },
      { name: 'JSON', value: 'json', description: 'A whole object, such as the input item' },
      {
        name: 'Like an Earlier Approval',
        value: 'mapped',
        description: 'The fields of the newest approval with the same action',
      },
    ],
    description: 'Where the values come from that the automation wants to act on and that the reviewer may change',
    displayOptions: { show: since },
  },
  property('details', {
    default: '={{ $json }}',
    hint: 'Write money as text, such as "400.00": text stays exact',
    displayOptions: { show: { ...since, detailsMode: ['json'] } },
  }),
  {
    displayName: 'Details',
    name: 'detailsFields',
    type: 'assignmentCollection',
    default: {},
    description: 'What the reviewer sees and may change. Write money as text, such as 400.00, so that it stays exact.',
    displayOptions: { show: { ...since, detailsMode: ['fields'] } },
  },
  {
    displayName: 'Details',
    name: 'detailsMapped',
    type: 'resourceMapper',
    noDataExpression: true,
    default: { mappingMode: 'defineBelow', value: null },
    typeOptions: {
      loadOptionsDependsOn: ['action'],
      resourceMapper: {
        resourceMapperMethod: 'getDetailsColumns',
        mode: 'add',
        fieldWords: { singular: 'field', plural: 'fields' },
        addAllFields: true,
        multiKeyMatch: false,
        supportAutoMap: true,
        noFieldsError: 'No approval with this action is there yet. Use Fields Below for the first one.',
      },
    },
    displayOptions: { show: { ...since, detailsMode: ['mapped'] } },
  },
];

interface Assignments {
  assignments?: Array<{ name: string; value: IDataObject[string] }>;
}
interface Mapped {
  mappingMode?: string;
  value?: IDataObject | null;
  schema?: Array<{ id: string; removed?: boolean }>;
}

/** What the user filled in, not yet checked: JSON may still be text. */
export function detailsOf(ctx: IExecuteFunctions, itemIndex: number): unknown {
  switch (ctx.getNodeParameter('detailsMode', itemIndex, 'json')) {
    case 'fields': {
      const { assignments = [] } = ctx.getNodeParameter('detailsFields', itemIndex, {}) as Assignments;
      return Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
    }
    case 'mapped': {
      const mapped = ctx.getNodeParameter('detailsMapped', itemIndex, {}) as Mapped;
      return mapped.mappingMode === 'autoMapInputData'
        ? likeColumns(ctx, mapped, itemIndex)
        : withoutEmpty(mapped.value);
    }
    default:
      return ctx.getNodeParameter('details', itemIndex);
  }
}

function likeColumns(ctx: IExecuteFunctions, { schema = [] }: Mapped, itemIndex: number): IDataObject {
  const input = ctx.getInputData()[itemIndex]?.json ?? {};
  const names = schema.filter(({ removed }) => !removed).map(({ id }) => id);
  return Object.fromEntries(names.filter((name) => name in input).map((name) => [name, input[name]]));
}

/** A column that is left empty is no field. */
function withoutEmpty(value: IDataObject | null | undefined): IDataObject {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, each]) => each !== null && each !== undefined));
}
