import type { IDataObject } from 'n8n-workflow';
import { callRelay } from '../../../shared/transport';
import { FIRST, SINCE_LISTS } from '../../../shared/versions';
import type { Operation } from './operations';

const show = { resource: ['approval'], operation: ['getAll'] };
const PAGE = 100;

export const getMany: Operation = {
  fields: [
    {
      displayName: 'Return All',
      name: 'returnAll',
      type: 'boolean',
      default: false,
      description: 'Whether to return all results or only up to a given limit',
      displayOptions: { show },
    },
    {
      displayName: 'Limit',
      name: 'limit',
      type: 'number',
      typeOptions: { minValue: 1 },
      default: 50,
      description: 'Max number of results to return',
      displayOptions: { show: { ...show, returnAll: [false] } },
    },
    {
      displayName: 'Filters',
      name: 'filters',
      type: 'collection',
      placeholder: 'Add filter',
      default: {},
      displayOptions: { show },
      options: [
        {
          displayName: 'Action',
          name: 'action',
          type: 'string',
          default: '',
          description: 'Exact action; several are separated by commas',
        },
        { displayName: 'Created After', name: 'from', type: 'dateTime', default: '' },
        { displayName: 'Created Before', name: 'to', type: 'dateTime', default: '' },
        { displayName: 'Group', name: 'group', type: 'string', default: '', displayOptions: { show: FIRST } },
        {
          displayName: 'Group Names or IDs',
          name: 'group',
          type: 'multiOptions',
          typeOptions: { loadOptionsMethod: 'getGroups' },
          default: [],
          description:
            'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
          displayOptions: { show: SINCE_LISTS },
        },
        {
          displayName: 'Platform',
          name: 'platform',
          type: 'string',
          default: '',
          description: 'Where it came from, such as n8n or zendesk',
          displayOptions: { show: FIRST },
        },
        {
          displayName: 'Platform Names or IDs',
          name: 'platform',
          type: 'multiOptions',
          typeOptions: { loadOptionsMethod: 'getPlatforms' },
          default: [],
          description:
            'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
          displayOptions: { show: SINCE_LISTS },
        },
        {
          displayName: 'Risk Level',
          name: 'risk',
          type: 'multiOptions',
          default: [],
          options: [
            { name: 'High', value: 'high' },
            { name: 'Low', value: 'low' },
            { name: 'Medium', value: 'medium' },
          ],
        },
        {
          displayName: 'Search',
          name: 'q',
          type: 'string',
          default: '',
          description: 'Words that must all occur in the approval',
        },
        {
          displayName: 'Status',
          name: 'status',
          type: 'multiOptions',
          default: [],
          options: [
            { name: 'Approved', value: 'APPROVED' },
            { name: 'Cancelled', value: 'CANCELLED' },
            { name: 'Pending', value: 'PENDING' },
            { name: 'Rejected', value: 'REJECTED' },
          ],
        },
      ],
    },
  ],
  async run(ctx, itemIndex) {
    const wanted = ctx.getNodeParameter('returnAll', itemIndex, false)
      ? Infinity
      : (ctx.getNodeParameter('limit', itemIndex, 50) as number);
    const query = filters(ctx.getNodeParameter('filters', itemIndex, {}) as IDataObject);
    const found: IDataObject[] = [];
    for (let cursor: unknown; found.length < wanted;) {
      const limit = Math.min(PAGE, wanted - found.length);
      const page = await callRelay(ctx, {
        method: 'GET',
        path: '/api/approvals',
        query: { ...query, limit, ...(cursor ? { cursor } : {}) } as IDataObject,
        itemIndex,
      });
      found.push(...(page.items as IDataObject[]));
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    return found;
  },
};

function filters(given: IDataObject): IDataObject {
  const entries = Object.entries(given).map(([name, value]) => {
    if (Array.isArray(value)) return [name, value.join(',')] as const;
    return [name, name === 'from' || name === 'to' ? new Date(String(value)).toISOString() : value] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== '')) as IDataObject;
}
