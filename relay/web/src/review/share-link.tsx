import { Alert, Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { NewReviewLink } from '../../../contract/review.js';
import { post } from '../api/client';
import { useMe } from '../api/queries';
import { messages } from '../messages';
import { CopyLine } from '../people/invite-dialog';
import { Dialog } from '../shell/dialog';
import { isAtLeast } from '../shell/settings-pages';
import './share-link.css';

const words = messages.review;

/** For leads: a link with which somebody without an account answers this approval. */
export function ShareLink({ approvalId }: { approvalId: string }) {
  const role = useMe().data?.user?.role;
  const [opened, setOpened] = useState(false);
  if (!isAtLeast(role, 'lead')) return null;
  return (
    <>
      <Button variant="default" size="xs" className="share-link" onClick={() => setOpened(true)}>
        {words.share}
      </Button>
      <Dialog title={words.shareTitle} opened={opened} onClose={() => setOpened(false)}>
        <ShareForm approvalId={approvalId} onDone={() => setOpened(false)} />
      </Dialog>
    </>
  );
}

function ShareForm({ approvalId, onDone }: { approvalId: string; onDone: () => void }) {
  const [email, setEmail] = useState('');
  const [hours, setHours] = useState('72');
  const [problem, setProblem] = useState('');
  const [made, setMade] = useState<NewReviewLink>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      setMade(await post<NewReviewLink>(`/api/approvals/${approvalId}/review-links`, { email, hours: Number(hours) }));
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
