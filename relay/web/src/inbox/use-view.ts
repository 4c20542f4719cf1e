import { useLocation, useSearchParams } from 'wouter';
import type { ListView } from '../api/queries';

const FILTERS = ['risk', 'action', 'platform', 'group', 'assignee', 'sort', 'q'] as const;
const TABS = ['mine', 'waiting', 'decided'] as const;
export type Filter = (typeof FILTERS)[number];

/** What the list shows, kept in the address so that a view can be shared. */
export function useView() {
  const [params, setParams] = useSearchParams();
  const [location, navigate] = useLocation();
  const view: ListView = { tab: TABS.find((tab) => tab === params.get('tab')) ?? 'mine' };
  for (const name of FILTERS) {
    const value = params.get(name);
    if (value) view[name] = value;
  }
  const search = params.toString();
  return {
    view,
    location,
    open: (id: string | undefined) => navigate((id ? `/approvals/${id}` : '/') + (search ? `?${search}` : '')),
    /** The address's query, as saved views keep it. */
    search,
    show: (query: string) => setParams(new URLSearchParams(query)),
    setTab: (tab: ListView['tab']) => setParams(tab === 'mine' ? {} : { tab }),
    setFilter: (name: Filter, value: string) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          if (value) after.set(name, value);
          else after.delete(name);
          return after;
        },
        { replace: true },
      ),
  };
}
