import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import type { Me } from '../../../contract/access.js';
import { post, rememberToken } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { Card } from './card';

const { session } = messages;

export function SignIn() {
  const [, navigate] = useLocation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const next = new URLSearchParams(window.location.search).get('next') ?? '/';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      const me = await post<Me>('/api/session', { email, password });
      rememberToken(me.csrfToken);
      queryClient.setQueryData(['me'], me);
      // Only a page of ours: an address from the link must not lead anywhere else.
      navigate(/^\/(?!\/)/.test(next) ? next : '/', { replace: true });
    } catch (error) {
      setProblem((error as Error).message);
      setBusy(false);
    }
  };

  return (
    <Card title={session.signInTitle} hint={next === '/' ? undefined : session.ended}>
      <form onSubmit={(event) => void submit(event)}>
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <TextInput
          label={session.email}
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={session.password}
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} fullWidth>
          {session.signIn}
        </Button>
      </form>
    </Card>
  );
}
