import { Alert, Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { NewKey } from '../../../contract/access.js';
import type { NewConnection } from '../../../contract/connection.js';
import type { ApiError } from '../api/client';
import { post } from '../api/client';
import { Events } from '../connections/events';
import { refreshConnections, useEvents, usePlatforms } from '../connections/queries';
import { SettingsForm } from '../connections/settings-form';
import { SetUp } from '../connections/set-up';
import { messages } from '../messages';
import { Snippet } from '../shell/snippet';
import { KeyWatch } from './key-watch';
import { Stage } from './stage';
import type { ToolByPlatform } from './tools';

const words = messages.connect;
const EVERY_MS = 2_000;

/** A platform that sends its own webhooks: a connection, what to do there, and what has come of it, live. */
export function ConnectPlatform({ tool, suggestedName }: { tool: ToolByPlatform; suggestedName: string }) {
  const platform = usePlatforms().data?.find((each) => each.platform === tool.platform);
  const [made, setMade] = useState<NewConnection>();
  const [key, setKey] = useState<NewKey>();
  if (!platform) return null;
  const [make, setUp, see] = words.steps;
  return (
    <ol className="steps">
      <Stage title={make ?? ''} isDone={made !== undefined}>
        {made ? (
          <Made made={made} callsWithKey={tool.callsWithKey} />
        ) : (
          <SettingsForm
            platform={platform}
            suggestedName={suggestedName}
            needed={tool.settings}
            onSaved={(saved) => {
              setMade(saved as NewConnection);
              void refreshConnections();
            }}
          />
        )}
      </Stage>
      {made && (
        <>
          <Stage title={setUp ?? ''} isDone={false}>
            <SetUp id={made.id} name={made.name} part={tool.part} onKey={setKey} />
          </Stage>
          {!tool.callsWithKey ? (
            <Watch id={made.id} title={see ?? ''} />
          ) : (
            key && <KeyWatch made={key} title={see ?? ''} />
          )}
        </>
      )}
    </ol>
  );
}

function Made({ made, callsWithKey }: { made: NewConnection; callsWithKey?: boolean }) {
  const { name, inboundUrl, generated, signingSecret } = made;
  // Nothing is sent to its address, so nothing here has to be copied.
  if (callsWithKey) return <strong>{name}</strong>;
  return (
    <div className="stack">
      <p>
        <strong>{name}</strong>
      </p>
      <Snippet text={inboundUrl} name={messages.connections.address} />
      <Alert color="yellow">{words.secretsHint}</Alert>
      {generated.clientSecret && (
        <div className="once">
          <p>{words.clientSecret}</p>
          <Snippet text={generated.clientSecret} name={words.clientSecret} />
        </div>
      )}
      <div className="once">
        <p>{words.signingSecret}</p>
        <Snippet text={signingSecret} name={words.signingSecret} />
      </div>
    </div>
  );
}

function Watch({ id, title }: { id: string; title: string }) {
  const events = useEvents(id, EVERY_MS);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const hasSome = (events.data?.pages[0]?.total ?? 0) > 0;
  const send = async () => {
    setBusy(true);
    setProblem('');
    try {
      await post(`/api/connections/${id}/test`);
    } catch (error) {
      setProblem((error as ApiError).message);
    }
    await events.refetch();
    setBusy(false);
  };
  return (
    <Stage title={title} hint={words.watchHint} isDone={hasSome}>
      <Button onClick={() => void send()} loading={busy}>
        {words.sendTest}
      </Button>
      <p className="dim">{words.testNote}</p>
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      <div className="watch" aria-live="polite">
        {hasSome ? <Events id={id} everyMs={EVERY_MS} isMapped /> : <p className="dim">{words.waitingFor}</p>}
      </div>
      <Button component={Link} href={`/connections/${id}`} variant="default">
        {words.toConnection}
      </Button>
    </Stage>
  );
}
