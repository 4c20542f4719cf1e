import { useQuery } from '@tanstack/react-query';
import type { ChannelPerson, ChannelView } from '../../../contract/channel.js';
import { get } from '../api/client';
import { queryClient } from '../api/queries';

export interface Field {
  type?: string;
  title?: string;
  description?: string;
  enum?: string[];
  default?: unknown;
}
export interface Kind {
  kind: ChannelView['kind'];
  title: string;
  summary: string;
  secrets: string[];
  settings: { properties?: Record<string, Field> };
  people: string | null;
}
export interface Step {
  title: string;
  text: string;
  paste: string | null;
}
export type { ChannelPerson, ChannelView };

const items = async <T>(path: string): Promise<T[]> => (await get<{ items: T[] }>(path)).items;

export const useChannels = () =>
  useQuery({ queryKey: ['channels'], queryFn: () => items<ChannelView>('/api/channels') });

export const useKinds = () =>
  useQuery({ queryKey: ['channel-kinds'], queryFn: () => items<Kind>('/api/channel-kinds'), staleTime: Infinity });

export const useSteps = (id: string) =>
  useQuery({
    queryKey: ['channels', id, 'steps'],
    queryFn: async () => (await get<{ steps: Step[] }>(`/api/channels/${id}/set-up`)).steps,
  });

export const useReviewers = () =>
  useQuery({
    queryKey: ['reviewers'],
    queryFn: () => items<{ email: string; name: string; role: string }>('/api/reviewers'),
  });

export const useGroupNames = () =>
  useQuery({
    queryKey: ['groups'],
    queryFn: () => items<{ name: string; channels?: string[] }>('/api/groups'),
  });

export const refreshChannels = () => queryClient.invalidateQueries({ queryKey: ['channels'] });
