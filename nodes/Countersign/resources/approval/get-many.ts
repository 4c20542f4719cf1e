import type { IDataObject } from 'n8n-workflow';
import { actionFilter, groupFilter, platformFilter, riskLevels } from '../../../shared/filters';
import { callRelay } from '../../../shared/transport';
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
        actionFilter,
        {
          displayName: 'Created After',
          name: 'from',
          type: 'dateTime',
          default: '',
          description: 'Only what was asked at this time or later',
        },
        {
          displayName: 'Created Before',
          name: 'to',
          type: 'dateTime',
          default: '',
          description: 'Only what was asked before this time',
        },
        ...groupFilter,
        ...platformFilter,
        {
          displayName: 'Risk Level',
          name: 'risk',
          type: 'multiOptions',
          default: [],
          options: riskLevels,
          description: 'Only these risks',
        },
        {
          displayName: 'Search',
          name: 'q',
          type: 'string',
          default: '',
          placeholder: 'e.g. ana@example.com refund',
          description: 'Words that must all occur in its summary, action, agent, justification or details',
        },
        {
          displayName: 'Status',
          name: 'status',
          type: 'multiOptions',
          default: [],
          description:
            'Only these; without any, all. An approval that expired is rejected, or approved if it was asked so.',
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
