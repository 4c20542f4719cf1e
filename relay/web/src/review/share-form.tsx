import { Alert, Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { NewReviewLink } from '../../../contract/review.js';
import { post } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { CopyLine } from '../people/invite-dialog';

const words = messages.review;

/** To whom, and for how long; then the link, this once. */
export function ShareForm({ approvalId, onDone }: { approvalId: string; onDone: () => void }) {
  const [email, setEmail] = useState('');
  const [hours, setHours] = useState('72');
  const [problem, setProblem] = useState('');
  const [made, setMade] = useState<NewReviewLink>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      setMade(await post<NewReviewLink>(`/api/approvals/${approvalId}/review-links`, { email, hours: Number(hours) }));
      void queryClient.invalidateQueries({ queryKey: ['approval', approvalId, 'links'] });
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  if (made) {
    return (
      <div className="stack">
        <Alert color="yellow">{words.made(made.email)}</Alert>
        <CopyLine label={messages.people.link} value={made.url} />
        <Button onClick={onDone}>{messages.people.done}</Button>
      </div>
    );
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p>{words.shareHint}</p>
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      <TextInput
        label={words.email}
        type="email"
        required
        data-autofocus
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <NativeSelect
        label={words.valid}
        value={hours}
        onChange={(event) => setHours(event.currentTarget.value)}
        data={Object.entries(words.hours).map(([value, text]) => ({ value, label: text }))}
      />
      <Button type="submit">{words.make}</Button>
    </form>
  );
}
