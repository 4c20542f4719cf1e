import { useQuery } from '@tanstack/react-query';
import type { InvitationView, PersonView } from '../../../contract/people.js';
import { get } from '../api/client';
import { queryClient } from '../api/queries';

export const usePeople = () =>
  useQuery({
    queryKey: ['people'],
    queryFn: async () => (await get<{ items: PersonView[] }>('/api/people')).items,
  });

export const useInvitations = (enabled: boolean) =>
  useQuery({
    queryKey: ['people', 'invitations'],
    queryFn: async () => (await get<{ items: InvitationView[] }>('/api/invitations')).items,
    enabled,
  });

export const refreshPeople = () => queryClient.invalidateQueries({ queryKey: ['people'] });
