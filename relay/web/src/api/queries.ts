/** What the pages read, each under a key of its own so that a live event can say what to read again. */
import { QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { KeyView, Me } from '../../../contract/access.js';
import type { ApprovalList, ApprovalView } from '../../../contract/approval.js';
import type { Timeline } from '../../../contract/timeline.js';
import type { DeliveryView } from '../../../contract/delivery.js';
import { ApiError, get, rememberToken } from './client';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retryDelay: 2_000,
      // Only a relay that cannot be reached is worth asking again by itself.
      retry: (count, error) =>
        error instanceof ApiError && (error.status === 0 || error.status === 503) && count < 1_000,
    },
  },
});

export const useMe = () =>
  useQuery({
    queryKey: ['me'],
    queryFn: async () => {
      try {
        const me = await get<Me>('/api/me');
        rememberToken(me.csrfToken);
        return me;
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });

export interface ListView {
  tab: 'mine' | 'waiting' | 'decided';
  risk?: string;
  action?: string;
  platform?: string;
  group?: string;
  assignee?: string;
  sort?: string;
  q?: string;
}

export function listPath(view: ListView, cursor?: string, limit = 50): string {
  const query = new URLSearchParams({
    status: view.tab === 'decided' ? 'APPROVED,REJECTED,CANCELLED' : 'PENDING',
    sort: view.tab === 'decided' ? 'decided' : (view.sort ?? 'newest'),
    limit: String(limit),
  });
  if (view.tab === 'mine') query.set('queue', 'mine');
  for (const name of ['risk', 'action', 'platform', 'group', 'assignee', 'q'] as const)
    if (view[name]) query.set(name, view[name]);
  if (cursor) query.set('cursor', cursor);
  return `/api/approvals?${query}`;
}

export const useApprovals = (view: ListView) =>
  useInfiniteQuery({
    queryKey: ['approvals', view],
    queryFn: ({ pageParam }) => get<ApprovalList>(listPath(view, pageParam)),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // New ones are shown when the reader asks, not under their eyes.
    staleTime: Infinity,
  });

export const useCount = (tab: ListView['tab']) =>
  useQuery({
    queryKey: ['count', tab],
    queryFn: async () => (await get<ApprovalList>(listPath({ tab }, undefined, 1))).total,
  });

export const useLastDecided = () =>
  useQuery({
    queryKey: ['count', 'last'],
    queryFn: async () => (await get<ApprovalList>(listPath({ tab: 'decided' }, undefined, 1))).items[0] ?? null,
  });

export const useApproval = (id: string) =>
  useQuery({ queryKey: ['approval', id], queryFn: () => get<ApprovalView>(`/api/approvals/${id}`) });

export const useTimeline = (id: string) =>
  useQuery({
    queryKey: ['approval', id, 'timeline'],
    queryFn: () => get<Timeline>(`/api/approvals/${id}/timeline`),
  });

export interface DeliveryPage {
  items: DeliveryView[];
  nextCursor: string | null;
  total: number;
}
export const useDeliveriesOf = (approvalId: string) =>
  useQuery({
    queryKey: ['approval', approvalId, 'deliveries'],
    queryFn: async () => (await get<DeliveryPage>(`/api/deliveries?approvalId=${approvalId}`)).items,
  });

export const useDeliveries = (status: string) =>
  useInfiniteQuery({
    queryKey: ['deliveries', status],
    queryFn: ({ pageParam }) =>
      get<DeliveryPage>(
        `/api/deliveries?limit=25${status ? `&status=${status}` : ''}${pageParam ? `&cursor=${pageParam}` : ''}`,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const useKeys = () =>
  useQuery({ queryKey: ['keys'], queryFn: async () => (await get<{ items: KeyView[] }>('/api/keys')).items });

export interface ReasonCode {
  code: string;
  label: string;
  uses: number;
}
export const useReasonCodes = () =>
  useQuery({
    queryKey: ['reasons'],
    queryFn: async () => (await get<{ items: ReasonCode[] }>('/api/reason-codes')).items,
    staleTime: 60_000,
  });
