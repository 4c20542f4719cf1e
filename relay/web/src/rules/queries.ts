/** What the rules page reads, and what the editor offers to choose from. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ApprovalList } from '../../../contract/approval.js';
import type { ReplayResult, RuleRequest, RuleView, TryResult } from '../../../contract/rule.js';
import { get, post } from '../api/client';
import { queryClient } from '../api/queries';

export const useRules = () =>
  useQuery({ queryKey: ['rules'], queryFn: async () => (await get<{ items: RuleView[] }>('/api/rules')).items });

export const refreshRules = () => queryClient.invalidateQueries({ queryKey: ['rules'] });

export const useGroupNames = () =>
  useQuery({
    queryKey: ['groups', 'names'],
    queryFn: async () => (await get<{ items: Array<{ name: string }> }>('/api/groups')).items.map(({ name }) => name),
  }).data ?? [];

export const useReviewers = () =>
  useQuery({
    queryKey: ['reviewers'],
    queryFn: async () => (await get<{ items: Array<{ email: string }> }>('/api/reviewers')).items,
  }).data ?? [];

export interface Seen {
  values: Record<string, string[]>;
  details: string[];
}

/** Words that have occurred lately, so that nobody has to know them by heart. */
export const useSeen = (): Seen =>
  useQuery({
    queryKey: ['rules', 'seen'],
    queryFn: async () => seenIn(await get<ApprovalList>('/api/approvals?limit=100')),
    staleTime: 60_000,
  }).data ?? { values: {}, details: [] };

function seenIn({ items }: ApprovalList): Seen {
  const of = (values: Array<string | null>) => [...new Set(values.filter((value) => value !== null))].sort();
  return {
    values: {
      action: of(items.map(({ action }) => action)),
      platform: of(items.map(({ platform }) => platform)),
      agent: of(items.map(({ agentName }) => agentName)),
      group: of(items.map(({ group }) => group)),
    },
    details: of(items.flatMap(({ details }) => paths(details, ''))).slice(0, 80),
  };
}

function paths(value: Record<string, unknown>, before: string): string[] {
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) && before.split('.').length < 3
      ? paths(inner as Record<string, unknown>, `${before}${name}.`)
      : [`${before}${name}`],
  );
}

export const useTrial = (rule: RuleRequest, id: string | undefined) =>
  useQuery({
    queryKey: ['rules', 'try', id, JSON.stringify(rule)],
    queryFn: () => post<TryResult>('/api/rules/try', { rule, id }),
    retry: false,
  });

/** With an id the relay remembers that it was looked at: then the policy can be switched on. */
export const useReplay = (rule: RuleRequest, id: string | undefined) =>
  useQuery({
    queryKey: ['rules', 'replay', id, JSON.stringify([rule.when, rule.settle])],
    queryFn: async () => {
      const result = await post<ReplayResult>('/api/rules/replay', id === undefined ? { rule } : { id });
      if (id !== undefined) void queryClient.invalidateQueries({ queryKey: ['rules'], exact: true });
      return result;
    },
    retry: false,
  });

/** The value once it has stopped changing for a moment. */
export function useSettled<T>(value: T, ms = 400): T {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return JSON.parse(settled) as T;
}
