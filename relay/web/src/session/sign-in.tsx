import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import type { Me } from '../../../contract/access.js';
import { ApiError, post, rememberToken } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { Card } from './card';

const { session } = messages;

export function SignIn() {
  const [, navigate] = useLocation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const next = new URLSearchParams(window.location.search).get('next') ?? '/';

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      const me = await post<Me>('/api/session', { email, password, ...(code && { code }) });
      rememberToken(me.csrfToken);
      queryClient.setQueryData(['me'], me);
      // Only a page of ours: an address from the link must not lead anywhere else.
      navigate(/^\/(?!\/)/.test(next) ? next : '/', { replace: true });
    } catch (error) {
      setBusy(false);
      if (error instanceof ApiError && error.problem.code === 'code_needed') setNeedsCode(true);
      else setProblem((error as Error).message);
    }
  };

  return (
    <Card
      title={needsCode ? session.codeTitle : session.signInTitle}
      hint={needsCode ? session.codeHint : next === '/' ? undefined : session.ended}
    >
      <form onSubmit={(event) => void submit(event)}>
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        {needsCode ? (
          <TextInput
            label={session.code}
            description={session.codeOrRecovery}
            autoComplete="one-time-code"
            required
            autoFocus
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        ) : (
          <>
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
          </>
        )}
        <Button type="submit" loading={busy} fullWidth>
          {session.signIn}
        </Button>
      </form>
    </Card>
  );
}
