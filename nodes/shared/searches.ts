/** Searchable lists of resource locators. */
import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { callRelay } from './transport';

const PAGE = 50;

/** The newest first; `filter` are words that must all occur. */
export async function searchApprovals(
  this: ILoadOptionsFunctions,
  filter?: string,
  cursor?: string,
): Promise<INodeListSearchResult> {
  const page = await callRelay(this, {
    method: 'GET',
    path: '/api/approvals',
    query: { limit: PAGE, ...(filter && { q: filter }), ...(cursor && { cursor }) },
  });
  const results = (page.items as IDataObject[]).map(({ id, summary, status, reviewUrl }) => ({
    name: `${String(summary)} · ${String(status).toLowerCase()}`,
    value: String(id),
    url: String(reviewUrl),
  }));
  return { results, paginationToken: typeof page.nextCursor === 'string' ? page.nextCursor : undefined };
}

export async function searchGroups(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
  const { items } = await callRelay(this, { method: 'GET', path: '/api/groups' });
  const names = (items as IDataObject[]).map(({ name }) => String(name));
  const found = names.filter((name) => name.toLowerCase().includes(filter.toLowerCase()));
  return { results: found.map((name) => ({ name, value: name })) };
}
