/** What the pages about connections read. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ConnectionView, InboundEventView, PlatformView, SetUpView } from '../../../contract/connection.js';
import { get } from '../api/client';
import { queryClient } from '../api/queries';

export const refreshConnections = () => queryClient.invalidateQueries({ queryKey: ['connections'] });

export const usePlatforms = () =>
  useQuery({
    queryKey: ['platforms'],
    queryFn: async () => (await get<{ items: PlatformView[] }>('/api/platforms')).items,
    staleTime: Infinity,
  });

export const useConnections = () =>
  useQuery({
    queryKey: ['connections'],
    queryFn: async () => (await get<{ items: ConnectionView[] }>('/api/connections')).items,
  });

export const useConnection = (id: string) =>
  useQuery({ queryKey: ['connections', id], queryFn: () => get<ConnectionView>(`/api/connections/${id}`) });

export const useSetUp = (id: string) =>
  useQuery({
    queryKey: ['connections', id, 'set-up'],
    queryFn: () => get<SetUpView>(`/api/connections/${id}/set-up`),
  });

export interface EventPage {
  items: InboundEventView[];
  nextCursor: string | null;
  total: number;
}
/** Looked at again every few seconds: somebody waits in front of it for the platform to call. */
export const useEvents = (id: string, everyMs: number) =>
  useInfiniteQuery({
    queryKey: ['connections', id, 'events'],
    queryFn: ({ pageParam }) =>
      get<EventPage>(`/api/connections/${id}/events?limit=25${pageParam ? `&cursor=${pageParam}` : ''}`),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: everyMs,
  });
