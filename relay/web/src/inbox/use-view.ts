import { useLocation, useSearchParams } from 'wouter';
import type { ListView } from '../api/queries';

const FILTERS = ['risk', 'action', 'platform', 'q'] as const;
export type Filter = (typeof FILTERS)[number];

/** What the list shows, kept in the address so that a view can be shared. */
export function useView() {
  const [params, setParams] = useSearchParams();
  const [location, navigate] = useLocation();
  const view: ListView = { tab: params.get('tab') === 'decided' ? 'decided' : 'waiting' };
  for (const name of FILTERS) {
    const value = params.get(name);
    if (value) view[name] = value;
  }
  const search = params.toString();
  return {
    view,
    location,
    open: (id: string | undefined) => navigate((id ? `/approvals/${id}` : '/') + (search ? `?${search}` : '')),
    setTab: (tab: ListView['tab']) => setParams(tab === 'decided' ? { tab } : {}),
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
