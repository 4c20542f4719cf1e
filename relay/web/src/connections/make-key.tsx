import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import type { NewKey } from '../../../contract/access.js';
import { post } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';

const words = messages.connections;

interface MakeKeyProps {
  name: string;
  made: NewKey | undefined;
  onMade: (key: NewKey) => void;
}

/** A connection key in one click, for what is to be pasted. It is shown while the page is open, and never again. */
export function MakeKey({ name, made, onMade }: MakeKeyProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const make = async () => {
    setBusy(true);
    setProblem('');
    try {
      onMade(await post<NewKey>('/api/keys', { name, scopes: ['request', 'read'] }));
      await queryClient.invalidateQueries({ queryKey: ['keys'] });
    } catch (error) {
      setProblem((error as Error).message);
    }
    setBusy(false);
  };
  if (made) return <Alert color="yellow">{words.keyFilled(made.name)}</Alert>;
  return (
    <>
      <div className="automatic">
        <p>{words.needsKey}</p>
        <Button variant="default" onClick={() => void make()} loading={busy}>
          {words.makeKey}
        </Button>
      </div>
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
    </>
  );
}
