import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { KeyView, NewKey } from '../../../contract/access.js';
import { get } from '../api/client';
import { messages } from '../messages';
import { askWith } from './ask-with';
import { Stage } from './stage';

const words = messages.connect;
const EVERY_MS = 2_000;

/** Whether a key has been used yet, and a request to try it with. */
export function KeyWatch({ made, title }: { made: NewKey; title: string }) {
  const [asked, setAsked] = useState('');
  const [problem, setProblem] = useState('');
  const keys = useQuery({
    queryKey: ['keys', made.id, 'use'],
    queryFn: async () => (await get<{ items: KeyView[] }>('/api/keys')).items,
    refetchInterval: EVERY_MS,
  });
  const isUsed = keys.data?.some(({ id, lastUsedAt }) => id === made.id && lastUsedAt !== null) ?? false;
  const send = async () => {
    setProblem('');
    try {
      setAsked(await askWith(made.key, made.name));
    } catch (error) {
      setProblem((error as Error).message);
    }
    await keys.refetch();
  };
  return (
    <Stage title={title} hint={words.watchHint} isDone={isUsed}>
      <Button onClick={() => void send()}>{words.sendTest}</Button>
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      <div className="watch stack" aria-live="polite">
        <p className={isUsed ? undefined : 'dim'}>{isUsed ? words.used : words.unused}</p>
        {asked && (
          <p>
            {words.testAsked}{' '}
            <Link href={`/approvals/${asked}`} className="event-link">
              {words.openInbox}
            </Link>
          </p>
        )}
      </div>
    </Stage>
  );
}
