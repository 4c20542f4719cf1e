import { Alert, Button, NativeSelect, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { ConnectionView, PlatformView } from '../../../contract/connection.js';
import { call } from '../api/client';
import { label } from '../details/label';
import { messages } from '../messages';
import { Preview } from './preview';
import { refreshConnections, useEvents } from './queries';
import { changesOf, propertiesOf } from './settings-form';
import { useTrial } from './use-trial';

const words = messages.connections;
const TYPES = ['application/json', 'application/x-www-form-urlencoded', 'text/xml'];
const EVERY_MS = 10_000;

interface TrialProps {
  platform: PlatformView;
  connection: ConnectionView;
}

/** A payload on one side, the approval that it makes on the other, while one types. */
export function Trial({ platform, connection }: TrialProps) {
  const isMapped = platform.platform === 'generic';
  const last = useEvents(connection.id, EVERY_MS).data?.pages[0]?.items.find(({ body }) => body !== '');
  const [body, setBody] = useState(platform.sample.body.replaceAll('{{unique}}', '1'));
  const [contentType, setContentType] = useState(platform.sample.contentType);
  const stored = Object.fromEntries(
    propertiesOf(platform).map(([name, { default: fallback }]) => [name, connection.settings[name] ?? fallback]),
  );
  const [mapping, setMapping] = useState<Record<string, unknown>>(stored);
  const settings = isMapped ? withoutSecrets(mapping, platform) : connection.settings;
  const trial = useTrial({ platform: platform.platform, settings, body, contentType });
  const isChanged = JSON.stringify(mapping) !== JSON.stringify(stored);

  const save = async () => {
    try {
      await call('PATCH', `/api/connections/${connection.id}`, { settings: changesOf(mapping, stored) });
      notifications.show({ message: words.saved });
      await refreshConnections();
    } catch (error) {
      notifications.show({ color: 'red', title: messages.decide.failed, message: (error as Error).message });
    }
  };

  return (
    <div className="stack">
      <p className="dim">{words.trialHint}</p>
      <div className="trial">
        <div className="stack">
          <div className="trial-sources">
            <Button
              variant="default"
              size="xs"
              disabled={!last}
              onClick={() => {
                setBody(last?.body ?? '');
                setContentType(typeOf(last?.body ?? ''));
              }}
            >
              {words.takeLast}
            </Button>
            <Button
              variant="default"
              size="xs"
              onClick={() => setBody(platform.sample.body.replaceAll('{{unique}}', '1'))}
            >
              {words.takeSample}
            </Button>
          </div>
          <Textarea
            label={words.trialPayload}
            className="code-field"
            autosize
            minRows={8}
            maxRows={18}
            spellCheck={false}
            value={body}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
          <NativeSelect
            label={words.contentType}
            data={TYPES}
            value={contentType}
            onChange={(event) => setContentType(event.currentTarget.value)}
          />
          {isMapped && (
            <fieldset className="mapping">
              <legend>{words.mapping}</legend>
              <p className="dim">{words.mappingHint}</p>
              {propertiesOf(platform)
                .filter(([name]) => !platform.secrets.includes(name))
                .map(([name, schema]) => (
                  <Textarea
                    key={name}
                    label={schema.title ?? label(name)}
                    description={schema.description}
                    className="code-field"
                    autosize
                    minRows={1}
                    spellCheck={false}
                    error={trial.errors[`settings.${name}`]}
                    value={String(mapping[name] ?? '')}
                    onChange={({ currentTarget: { value } }) => setMapping((before) => ({ ...before, [name]: value }))}
                  />
                ))}
              <Button onClick={() => void save()} disabled={!isChanged || trial.problem !== undefined}>
                {words.saveMapping}
              </Button>
            </fieldset>
          )}
        </div>
        <section className="trial-result" aria-live="polite" aria-label={words.becomes}>
          {trial.problem ? (
            <Alert color="red">
              <strong>{words.cannot}</strong>
              <p>{trial.problem}</p>
            </Alert>
          ) : trial.answer ? (
            <Preview answer={trial.answer} />
          ) : (
            <p className="dim">{words.nothingYet}</p>
          )}
        </section>
      </div>
    </div>
  );
}

function withoutSecrets(settings: Record<string, unknown>, { secrets }: PlatformView): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => !secrets.includes(name) && value !== undefined),
  );
}

function typeOf(body: string): string {
  const first = body.trimStart().charAt(0);
  return (first === '<' ? TYPES[2] : first === '{' || first === '[' ? TYPES[0] : TYPES[1]) ?? '';
}
