import { useQuery } from '@tanstack/react-query';
import type { GroupView } from '../../../contract/people.js';
import { get } from '../api/client';
import { queryClient } from '../api/queries';

export const useGroups = () =>
  useQuery({
    queryKey: ['groups'],
    queryFn: async () => (await get<{ items: GroupView[] }>('/api/groups')).items,
  });

export async function refreshGroups(): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['groups'] }),
    queryClient.invalidateQueries({ queryKey: ['people'] }),
  ]);
}
