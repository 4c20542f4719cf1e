import { useQuery } from '@tanstack/react-query';
import type { EscalationStep, TimesView } from '../../../contract/times.js';
import { get } from '../api/client';

export const useTimes = () =>
  useQuery({ queryKey: ['times'], queryFn: () => get<TimesView>('/api/times'), staleTime: Infinity });

interface Named {
  id: string | null;
  name: string;
}

/** Groups that are set up; one that approvals only name cannot have times. */
export const useSetUpGroups = () =>
  useQuery({
    queryKey: ['groups', 'set-up'],
    queryFn: async () =>
      (await get<{ items: Named[] }>('/api/groups')).items.filter(({ id }) => id !== null).map(({ name }) => name),
  });

/** Whom a step can tell, as choices. */
export const useReceivers = (kind: 'group' | 'person' | 'channel') =>
  useQuery({
    queryKey: ['receivers', kind],
    staleTime: 60_000,
    queryFn: async () => {
      if (kind === 'person') {
        const { items } = await get<{ items: Array<{ email: string; name: string; role: string }> }>('/api/reviewers');
        return items
          .filter(({ role }) => role !== 'viewer')
          .map(({ email, name }) => ({ value: email, label: `${name} (${email})` }));
      }
      const { items } = await get<{ items: Named[] }>(kind === 'group' ? '/api/groups' : '/api/channels');
      return items.flatMap(({ id, name }) => (id ? [{ value: kind === 'group' ? name : id, label: name }] : []));
    },
  });

/** What people call whom a step tells. */
export function useReceiverName(): (to: EscalationStep['to']) => string {
  const [people, channels] = [useReceivers('person').data, useReceivers('channel').data];
  return ({ kind, id }) => {
    if (kind === 'group') return id;
    return (kind === 'person' ? people : channels)?.find(({ value }) => value === id)?.label ?? id;
  };
}
