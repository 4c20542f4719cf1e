import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { AccountView } from '../../../contract/account.js';
import { call } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { usePeople } from '../people/queries';
import { tell } from '../people/tell';
import '../people/people.css';
import './account.css';
import { AwayForm } from './away-form';
import { PasswordForm } from './password-form';
import { refreshAccount, useAccount } from './queries';
import { SecondFactor } from './second-factor';
import { SessionList } from './session-list';

const words = messages.account;

/** What one can do about oneself. */
export default function AccountPage() {
  const account = useAccount().data;
  const people = usePeople().data ?? [];
  if (!account) return null;
  const change = async (body: object) => {
    await tell(() => call('PATCH', '/api/account', body), words.saved);
    await Promise.all([refreshAccount(), queryClient.invalidateQueries({ queryKey: ['me'] })]);
  };
  return (
    <div className="page account">
      <div className="page-head">
        <h1>{words.title}</h1>
      </div>
      <p className="dim">{account.email}</p>
      <NameForm account={account} onSave={(name) => change({ name })} />
      <section>
        <h2>{words.away}</h2>
        <p className="dim">{words.awayHint}</p>
        <AwayForm
          away={account.away}
          others={people.filter(({ id }) => id !== account.id)}
          onSet={(away) => change({ away })}
        />
      </section>
      <section>
        <h2>{words.factor}</h2>
        <SecondFactor account={account} />
      </section>
      <section>
        <h2>{words.password}</h2>
        <PasswordForm />
      </section>
      <SessionList />
    </div>
  );
}

function NameForm({ account, onSave }: { account: AccountView; onSave: (name: string) => Promise<void> }) {
  const [name, setName] = useState(account.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSave(name);
  };
  return (
    <form className="line" onSubmit={submit}>
      <TextInput
        label={words.profile}
        required
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={name === account.name}>
        {words.save}
      </Button>
    </form>
  );
}
