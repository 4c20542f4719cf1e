import { Alert, Button, Checkbox, CopyButton, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import type { KeyView, NewKey, Scope } from '../../../contract/access.js';
import { call, post } from '../api/client';
import { queryClient, useKeys } from '../api/queries';
import { messages } from '../messages';
import { Dialog } from '../shell/dialog';
import { ago } from '../time/format';
import { useNow } from '../time/use-now';

const words = messages.keys;
const SCOPES: Scope[] = ['request', 'read', 'decide', 'manage', 'admin'];
const refresh = () => queryClient.invalidateQueries({ queryKey: ['keys'] });

export default function KeysPage() {
  const keys = useKeys().data;
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewKey>();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <Button onClick={() => setMaking(true)}>{words.add}</Button>
      </div>
      <p className="dim">{words.hint}</p>
      {keys?.length === 0 && (
        <div className="empty">
          <h2>{words.none}</h2>
        </div>
      )}
      <ul className="keys">
        {keys?.map((key) => (
          <KeyRow key={key.id} item={key} />
        ))}
      </ul>
      <Dialog title={words.add} opened={making} onClose={() => setMaking(false)}>
        <KeyForm
          onMade={(key) => {
            setMaking(false);
            setMade(key);
            void refresh();
          }}
        />
      </Dialog>
      <Dialog title={words.made} opened={made !== undefined}>
        {made && <Made made={made} onDone={() => setMade(undefined)} />}
      </Dialog>
    </div>
  );
}

function KeyRow({ item }: { item: KeyView }) {
  const [asking, setAsking] = useState(false);
  const revoke = async () => {
    setAsking(false);
    try {
      await call('DELETE', `/api/keys/${item.id}`);
    } catch (error) {
      notifications.show({ color: 'red', title: messages.decide.failed, message: (error as Error).message });
    }
    void refresh();
  };
  const now = useNow();
  return (
    <li className="key" data-revoked={item.revokedAt !== null || undefined}>
      <div>
        <p>
          <strong>{item.name}</strong> <code>…{item.hint}</code>
        </p>
        <p className="dim">
          {item.scopes.map((scope) => words.scope[scope]).join(', ')} ·{' '}
          {item.revokedAt
            ? words.revoked(ago(item.revokedAt, now))
            : item.lastUsedAt
              ? words.used(ago(item.lastUsedAt, now))
              : words.unused}
        </p>
      </div>
      {!item.revokedAt && (
        <Button variant="default" size="xs" onClick={() => setAsking(true)} aria-label={`${words.revoke} ${item.name}`}>
          {words.revoke}
        </Button>
      )}
      <Dialog title={words.revokeTitle(item.name)} opened={asking} onClose={() => setAsking(false)}>
        <div className="stack">
          <p>{words.revokeHint}</p>
          <div className="dialog-foot">
            <Button variant="default" onClick={() => setAsking(false)}>
              {words.keep}
            </Button>
            <Button color="red" onClick={() => void revoke()}>
              {words.revoke}
            </Button>
          </div>
        </div>
      </Dialog>
    </li>
  );
}

function KeyForm({ onMade }: { onMade: (key: NewKey) => void }) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['request', 'read']);
  const [cheqpointSignature, setCheqpoint] = useState(false);
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      onMade(await post<NewKey>('/api/keys', { name, scopes, cheqpointSignature }));
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
      <TextInput
        label={words.name}
        placeholder={words.namePlaceholder}
        required
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group label={words.scopes} value={scopes} onChange={setScopes}>
        {SCOPES.map((scope) => (
          <Checkbox key={scope} value={scope} label={words.scope[scope]} mt="xs" />
        ))}
      </Checkbox.Group>
      <Checkbox
        label={words.cheqpoint}
        checked={cheqpointSignature}
        onChange={(event) => setCheqpoint(event.currentTarget.checked)}
      />
      <Button type="submit" disabled={scopes.length === 0}>
        {words.create}
      </Button>
    </form>
  );
}

function Made({ made, onDone }: { made: NewKey; onDone: () => void }) {
  return (
    <div className="stack">
      <Alert color="yellow">{words.once}</Alert>
      <Secret name={words.key} value={made.key} />
      <Secret name={words.secret} value={made.signingSecret} />
      <Button onClick={onDone}>{words.done}</Button>
    </div>
  );
}

function Secret({ name, value }: { name: string; value: string }) {
  return (
    <div className="secret">
      <TextInput label={name} value={value} readOnly onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy} aria-label={`${words.copy} ${name}`}>
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
