import { Alert, Button, Radio, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { post } from '../api/client';
import { messages } from '../messages';
import type { ChannelView, Kind } from './queries';

const words = messages.channels;

/** Only what it is and what it is called; the rest follows on its page, step by step. */
export function NewChannel({ kinds, onMade }: { kinds: Kind[]; onMade: (id: string) => void }) {
  const [kind, setKind] = useState('slack');
  const [name, setName] = useState('');
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      onMade((await post<ChannelView>('/api/channels', { kind, name })).id);
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
      <Radio.Group label={words.kind} value={kind} onChange={setKind}>
        <div className="channel-kinds">
          {kinds.map((each) => (
            <Radio key={each.kind} value={each.kind} label={each.title} description={each.summary} />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        label={words.name}
        placeholder={words.namePlaceholder}
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit">{words.create}</Button>
    </form>
  );
}
