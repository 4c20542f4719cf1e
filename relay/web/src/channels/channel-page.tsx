import { Alert, Button, Select, Switch, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import { ApiError, call } from '../api/client';
import { messages } from '../messages';
import { BackLink } from '../shell/back-link';
import { Notice } from '../shell/notice';
import './channels.css';
import { EndChannel } from './end-channel';
import { PeopleFields } from './people-fields';
import { refreshChannels, useChannels, useKinds, type ChannelView, type Kind } from './queries';
import { SendTest } from './send-test';
import { SettingsFields } from './settings-fields';
import { ChannelStatus } from './status';
import { Steps } from './steps';

const words = messages.channels;

/** One channel: how to set it up, its settings, when it is used, and who is who in it. */
export default function ChannelPage({ id }: { id: string }) {
  const channels = useChannels().data;
  const kinds = useKinds().data;
  if (!channels || !kinds) return null;
  const channel = channels.find((each) => each.id === id);
  const kind = kinds.find((each) => each.kind === channel?.kind);
  if (!channel || !kind) return <Notice title={messages.errors.pageMissing} />;
  return (
    <div className="page channel-page">
      <BackLink to="/channels">{words.back}</BackLink>
      <div className="page-head">
        <h1>{channel.name}</h1>
        <SendTest channel={channel} variant="filled" />
      </div>
      <p className="dim">
        {kind.title} · {kind.summary}
      </p>
      <ChannelStatus channel={channel} />
      <section>
        <h2>{words.steps}</h2>
        <Steps id={id} />
      </section>
      <ChannelForm key={channel.id} channel={channel} kind={kind} others={channels.filter((each) => each.id !== id)} />
      <EndChannel channel={channel} />
    </div>
  );
}

function ChannelForm({ channel, kind, others }: { channel: ChannelView; kind: Kind; others: ChannelView[] }) {
  const [name, setName] = useState(channel.name);
  const [settings, setSettings] = useState<Record<string, unknown>>(channel.settings);
  const [people, setPeople] = useState(channel.people);
  const [fallback, setFallback] = useState(channel.fallback);
  const [isDefault, setDefault] = useState(channel.isDefault);
  const [problem, setProblem] = useState('');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    setErrors({});
    try {
      const change = { name, settings: toSend(settings, kind.secrets), people, fallback, isDefault };
      const saved = await call<ChannelView>('PATCH', `/api/channels/${channel.id}`, change);
      // What is secret is not shown again, so the fields are empty once it is kept.
      setSettings(saved.settings);
      setPeople(saved.people);
      notifications.show({ color: 'green', message: words.saved });
    } catch (error) {
      const found = error instanceof ApiError ? (error.problem.errors ?? []) : [];
      setErrors(Object.fromEntries(found.map(({ path, message }) => [path, message])));
      setProblem((error as Error).message);
    }
    setBusy(false);
    void refreshChannels();
  };

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <section className="stack">
        <h2>{words.settings}</h2>
        <TextInput label={words.name} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <SettingsFields
          kind={kind}
          secretsSet={channel.secretsSet}
          values={settings}
          errors={errors}
          onChange={(field, value) => setSettings((before) => ({ ...before, [field]: value }))}
        />
      </section>
      <section className="stack">
        <h2>{words.use}</h2>
        <Switch
          label={words.defaultLabel}
          checked={isDefault}
          onChange={(event) => setDefault(event.currentTarget.checked)}
        />
        <Select
          label={words.fallback}
          data={others.map((other) => ({ value: other.id, label: other.name }))}
          placeholder={words.nobody}
          clearable
          clearButtonProps={{ 'aria-label': words.nobody }}
          value={fallback}
          onChange={setFallback}
        />
      </section>
      {kind.people && (
        <section className="stack">
          <h2>{words.people}</h2>
          <p className="dim">{words.peopleHint}</p>
          <PeopleFields idName={kind.people} people={people} onChange={setPeople} />
        </section>
      )}
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      <div>
        <Button type="submit" loading={busy}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}

/** An emptied setting is taken away; a secret that was left empty stays as it is. */
function toSend(settings: Record<string, unknown>, secrets: string[]): Record<string, unknown> {
  const given = Object.entries(settings).map(([name, value]) => {
    const clean = Array.isArray(value) ? value.map((each) => String(each).trim()).filter((each) => each !== '') : value;
    return [name, clean === '' ? null : clean] as const;
  });
  return Object.fromEntries(given.filter(([name, value]) => value !== null || !secrets.includes(name)));
}
