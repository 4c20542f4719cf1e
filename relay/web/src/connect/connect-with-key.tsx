import { Alert, Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link } from 'wouter';
import type { KeyView, NewKey } from '../../../contract/access.js';
import { get, post } from '../api/client';
import { queryClient } from '../api/queries';
import { Steps } from '../connections/steps';
import { messages } from '../messages';
import { Stage } from './stage';
import { askWith } from './ask-with';

const words = messages.connect;
const EVERY_MS = 2_000;

/** A tool that asks with a key: the key, snippets with it filled in, and whether it has been used yet. */
export function ConnectWithKey({ tool, title }: { tool: 'n8n' | 'zapier' | 'code'; title: string }) {
  const [made, setMade] = useState<NewKey>();
  const [, setUp, see] = words.steps;
  const filled = made && { url: window.location.origin, key: made.key, secret: made.signingSecret };
  return (
    <ol className="steps">
      <Stage title={words.makeKey} hint={words.makeKeyHint} isDone={made !== undefined}>
        {made ? <p>{made.name}</p> : <KeyForm suggestedName={title} onMade={setMade} />}
      </Stage>
      {made && filled && (
        <>
          <Stage title={setUp ?? ''} isDone={false}>
            <Alert color="yellow">{words.secretsHint}</Alert>
            <Steps steps={messages.connectSteps[tool](filled)} />
          </Stage>
          <Watch made={made} title={see ?? ''} />
        </>
      )}
    </ol>
  );
}

function KeyForm({ suggestedName, onMade }: { suggestedName: string; onMade: (key: NewKey) => void }) {
  const [name, setName] = useState(suggestedName);
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      onMade(await post<NewKey>('/api/keys', { name, scopes: ['request', 'read'] }));
      await queryClient.invalidateQueries({ queryKey: ['keys'] });
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      <TextInput label={words.keyName} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Button type="submit">{words.makeKey}</Button>
    </form>
  );
}

function Watch({ made, title }: { made: NewKey; title: string }) {
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
