import { Alert, Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { NewKey } from '../../../contract/access.js';
import { post } from '../api/client';
import { queryClient } from '../api/queries';
import { Steps } from '../connections/steps';
import { messages } from '../messages';
import { KeyWatch } from './key-watch';
import { Stage } from './stage';
import type { ToolWithKey } from './tools';

const words = messages.connect;

/** A tool that asks with a key: the key, snippets with it filled in, and whether it has been used yet. */
export function ConnectWithKey({ tool, suggestedName }: { tool: ToolWithKey; suggestedName: string }) {
  const [made, setMade] = useState<NewKey>();
  const [, setUp, see] = words.steps;
  const filled = made && { url: window.location.origin, key: made.key, secret: made.signingSecret };
  return (
    <ol className="steps">
      <Stage title={words.makeKey} hint={words.makeKeyHint} isDone={made !== undefined}>
        {made ? <p>{made.name}</p> : <KeyForm suggestedName={suggestedName} onMade={setMade} />}
      </Stage>
      {made && filled && (
        <>
          <Stage title={setUp ?? ''} isDone={false}>
            <Alert color="yellow">{words.secretsHint}</Alert>
            <Steps steps={messages.connectSteps[tool](filled)} />
          </Stage>
          <KeyWatch made={made} title={see ?? ''} />
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
