import { Alert, Button, NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import type { ConnectionView, NewConnection, PlatformView } from '../../../contract/connection.js';
import type { ApiError } from '../api/client';
import { call } from '../api/client';
import { messages } from '../messages';
import { SettingField, type SettingSchema } from './setting-field';

const words = messages.connections;
/** Seldom needed, though they have no usual value. */
const RARE = new Set([
  'apiUrl',
  'webhookId',
  'approvedStatus',
  'rejectedStatus',
  'approvedCustomStatusId',
  'rejectedCustomStatusId',
  'currency',
]);
const RISKS = ['low', 'medium', 'high'] as const;

interface SettingsFormProps {
  platform: PlatformView;
  /** Undefined makes a new one. */
  connection?: ConnectionView;
  /** What a new connection is called at first. */
  suggestedName?: string;
  /** Names of the settings that are asked for first, where not all that are usual are needed. */
  needed?: string[];
  onSaved: (saved: ConnectionView | NewConnection) => void;
}

export const propertiesOf = (platform: PlatformView): Array<[string, SettingSchema]> =>
  Object.entries((platform.settings.properties ?? {}) as Record<string, SettingSchema>);

/** A form made from the platform's own description of its settings. What is seldom changed is folded away. */
export function SettingsForm({ platform, connection, suggestedName = '', needed, onSaved }: SettingsFormProps) {
  const properties = propertiesOf(platform);
  const initial = Object.fromEntries(
    properties.map(([name, { default: fallback }]) => [name, connection?.settings[name] ?? fallback]),
  );
  const [name, setName] = useState(connection?.name ?? suggestedName);
  const [risk, setRisk] = useState<string>(connection?.riskLevel ?? '');
  const [group, setGroup] = useState(connection?.group ?? '');
  const [settings, setSettings] = useState<Record<string, unknown>>(initial);
  const [problem, setProblem] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  const errorOf = (path: string) => problem?.problem.errors?.find((each) => each.path === path)?.message;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      onSaved(
        connection
          ? await call('PATCH', `/api/connections/${connection.id}`, {
              name,
              riskLevel: risk || null,
              group: group || null,
              settings: changesOf(settings, initial),
            })
          : await call('POST', '/api/connections', {
              platform: platform.platform,
              name,
              ...(risk && { riskLevel: risk }),
              ...(group && { group }),
              settings: changesOf(settings, {}),
            }),
      );
      if (connection) {
        notifications.show({ message: words.saved });
        // A secret is not shown any longer than it is typed.
        setSettings((now) => ({ ...now, ...Object.fromEntries(platform.secrets.map((key) => [key, undefined])) }));
      }
    } catch (error) {
      setProblem(error as ApiError);
    }
    setBusy(false);
  };

  const field = ([key, schema]: [string, SettingSchema]) => (
    <SettingField
      key={key}
      name={key}
      schema={schema}
      value={settings[key]}
      isSecret={platform.secrets.includes(key)}
      isSet={connection?.secretsSet.includes(key) ?? false}
      error={errorOf(`settings.${key}`)}
      onChange={(value) => setSettings((before) => ({ ...before, [key]: value }))}
    />
  );
  const isCommon = ([key, schema]: [string, SettingSchema]) =>
    needed ? needed.includes(key) : schema.default === undefined && !RARE.has(key);
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      {problem && (
        <Alert color="red" role="alert">
          {problem.message}
        </Alert>
      )}
      <TextInput
        label={words.name}
        description={words.nameHint}
        required
        value={name}
        error={errorOf('name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {properties.filter(isCommon).map(field)}
      <details className="more-settings" open={problem !== undefined || undefined}>
        <summary>{words.more}</summary>
        <div className="stack">
          {properties.filter((property) => !isCommon(property)).map(field)}
          <NativeSelect
            label={words.risk}
            value={risk}
            data={[
              { value: '', label: words.riskNone },
              ...RISKS.map((value) => ({ value, label: messages.risk[value] })),
            ]}
            onChange={(event) => setRisk(event.currentTarget.value)}
          />
          <TextInput label={words.group} value={group} onChange={(event) => setGroup(event.currentTarget.value)} />
        </div>
      </details>
      <Button type="submit" loading={busy}>
        {connection ? words.save : words.create}
      </Button>
    </form>
  );
}

/** What is not as before. An emptied setting is taken away, an untouched secret stays. */
export function changesOf(settings: Record<string, unknown>, before: Record<string, unknown>): Record<string, unknown> {
  const changed = Object.entries(settings).filter(
    ([name, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(before[name]),
  );
  return Object.fromEntries(
    changed.map(([name, value]) => [
      name,
      Array.isArray(value) ? value.filter((each) => each !== '') : value === '' && name in before ? null : value,
    ]),
  );
}
