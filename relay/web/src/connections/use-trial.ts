/** Asks the relay what would become of a payload, a moment after the last key was pressed. */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TryAnswer } from '../../../contract/connection.js';
import { ApiError, post } from '../api/client';

const PAUSE_MS = 250;

interface TrialRequest {
  platform: string;
  settings: Record<string, unknown>;
  body: string;
  contentType: string;
}

export function useTrial(request: TrialRequest) {
  const [settled] = useDebouncedValue(JSON.stringify(request), PAUSE_MS);
  const { data, error } = useQuery({
    queryKey: ['trial', settled],
    queryFn: () => post<TryAnswer>('/api/platforms/try', JSON.parse(settled)),
    enabled: request.body.trim() !== '',
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const problem = error instanceof ApiError ? error : undefined;
  const errors = Object.fromEntries((problem?.problem.errors ?? []).map(({ path, message }) => [path, message]));
  return { answer: problem ? undefined : data, problem: problem?.message, errors };
}
