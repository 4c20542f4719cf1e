import { useQuery } from '@tanstack/react-query';
import type { AccountView, SessionView } from '../../../contract/account.js';
import { get } from '../api/client';
import { queryClient } from '../api/queries';

export const useAccount = () => useQuery({ queryKey: ['account'], queryFn: () => get<AccountView>('/api/account') });

export const useSessions = () =>
  useQuery({
    queryKey: ['account', 'sessions'],
    queryFn: async () => (await get<{ items: SessionView[] }>('/api/account/sessions')).items,
  });

export const refreshAccount = () => queryClient.invalidateQueries({ queryKey: ['account'] });
