import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, useLocation } from 'wouter';
import type { Me, Role } from '../../../contract/access.js';
import { get, post, rememberToken } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { Card } from './card';

const { session } = messages;

interface Invitation {
  email: string;
  role: Role;
  workspace: string;
}

/** Where an invitation leads: a name and a password make the account. */
export default function Join() {
  const [, navigate] = useLocation();
  const token = new URLSearchParams(window.location.search).get('token') ?? '';
  const link = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () =>
      (await get<{ invitation: Invitation | null }>(`/api/invitation?token=${encodeURIComponent(token)}`)).invitation,
  });
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const me = await post<Me>('/api/invitation', { token, name, password });
      rememberToken(me.csrfToken);
      queryClient.clear();
      queryClient.setQueryData(['me'], me);
      navigate('/', { replace: true });
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  if (link.data === undefined) return null;
  if (link.data === null) {
    return (
      <Card title={session.linkInvalid} hint={session.invitationInvalidHint}>
        <Button component={Link} href="/sign-in">
          {session.toSignIn}
        </Button>
      </Card>
    );
  }
  const { email, role, workspace } = link.data;
  return (
    <Card title={session.joinTitle(workspace)} hint={session.joinHint(messages.people.role[role])}>
      <form onSubmit={(event) => void submit(event)}>
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <TextInput label={session.email} type="email" autoComplete="username" readOnly value={email} />
        <TextInput
          label={session.name}
          autoComplete="name"
          required
          autoFocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label={session.password}
          description={session.passwordHint}
          autoComplete="new-password"
          minLength={10}
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" fullWidth>
          {session.join}
        </Button>
      </form>
    </Card>
  );
}
