import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, useLocation } from 'wouter';
import type { Me } from '../../../contract/access.js';
import { type ApiError, get, post, rememberToken } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { Card } from './card';

const { session } = messages;

/** The first account, made by the one-time link. */
export function SetupAccount() {
  const [, navigate] = useLocation();
  const token = new URLSearchParams(window.location.search).get('token') ?? '';
  const link = useQuery({
    queryKey: ['setup', token],
    queryFn: () => get<{ valid: boolean }>(`/api/setup?token=${encodeURIComponent(token)}`),
  });
  const [account, setAccount] = useState({ name: '', email: '', password: '' });
  const [problem, setProblem] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  const wrong = (path: string) => problem?.problem.errors?.find((error) => error.path === path)?.message;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const me = await post<Me>('/api/setup', { token, ...account });
      rememberToken(me.csrfToken);
      queryClient.setQueryData(['me'], me);
      navigate('/start', { replace: true });
    } catch (error) {
      setProblem(error as ApiError);
      setBusy(false);
    }
  };

  if (!link.data) return null;
  if (!link.data.valid) {
    return (
      <Card title={session.linkInvalid} hint={session.linkInvalidHint}>
        <Button component={Link} href="/sign-in">
          {session.toSignIn}
        </Button>
      </Card>
    );
  }
  const field = (name: keyof typeof account) => ({
    required: true,
    value: account[name],
    error: wrong(name),
    onChange: (event: FormEvent<HTMLInputElement>) => setAccount({ ...account, [name]: event.currentTarget.value }),
  });
  return (
    <Card title={session.setupTitle} hint={session.setupHint}>
      <form onSubmit={(event) => void submit(event)}>
        {problem && !problem.problem.errors && (
          <Alert color="red" role="alert">
            {problem.message}
          </Alert>
        )}
        <TextInput label={session.name} autoComplete="name" autoFocus {...field('name')} />
        <TextInput label={session.email} type="email" autoComplete="username" {...field('email')} />
        <PasswordInput
          label={session.password}
          description={session.passwordHint}
          autoComplete="new-password"
          minLength={10}
          {...field('password')}
        />
        <Button type="submit" loading={busy} fullWidth>
          {session.create}
        </Button>
      </form>
    </Card>
  );
}
