import { Button, PasswordInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { post } from '../api/client';
import { messages } from '../messages';
import { tell } from '../people/tell';
import { refreshAccount } from './queries';

const words = messages.account;

export function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await tell(() => post('/api/account/password', { current, password }), words.passwordChanged))) return;
    setCurrent('');
    setPassword('');
    void refreshAccount();
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <PasswordInput
        label={words.current}
        autoComplete="current-password"
        required
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordInput
        label={words.next}
        description={words.nextHint}
        autoComplete="new-password"
        minLength={10}
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {words.changePassword}
      </Button>
    </form>
  );
}
