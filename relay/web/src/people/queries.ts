import { useQuery } from '@tanstack/react-query';
import type { InvitationList, PersonView } from '../../../contract/people.js';
import { get } from '../api/client';
import { queryClient } from '../api/queries';

const MAIL_MS = 3_000;

export const usePeople = () =>
  useQuery({
    queryKey: ['people'],
    queryFn: async () => (await get<{ items: PersonView[] }>('/api/people')).items,
  });

export const useInvitations = (enabled: boolean) =>
  useQuery({
    queryKey: ['people', 'invitations'],
    queryFn: () => get<InvitationList>('/api/invitations'),
    // Until it is known what came of a mail.
    refetchInterval: ({ state }) => (state.data?.items.some(({ mail }) => mail?.status === 'queued') ? MAIL_MS : false),
    enabled,
  });

export const refreshPeople = () => queryClient.invalidateQueries({ queryKey: ['people'] });
