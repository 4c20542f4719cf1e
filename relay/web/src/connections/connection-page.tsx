import { Tabs } from '@mantine/core';
import { useLocation } from 'wouter';
import type { ConnectionView } from '../../../contract/connection.js';
import { call } from '../api/client';
import { messages } from '../messages';
import { BackLink } from '../shell/back-link';
import { Notice } from '../shell/notice';
import { RemoveButton } from '../shell/remove-button';
import { Snippet } from '../shell/snippet';
import './connections.css';
import { Events } from './events';
import { refreshConnections, useConnection, usePlatforms } from './queries';
import { SettingsForm } from './settings-form';
import { SetUp } from './set-up';
import { Trial } from './trial';

const words = messages.connections;
const PARTS = ['events', 'setUp', 'settings', 'trial'] as const;

/** One platform account: what came in, how to set it up, its settings, and a trial. */
export default function ConnectionPage({ id }: { id: string }) {
  const { data: connection, isError } = useConnection(id);
  const platform = usePlatforms().data?.find((each) => each.platform === connection?.platform);
  if (isError) return <Notice title={words.missing} />;
  if (!connection || !platform) return null;
  return (
    <div className="page connection">
      <BackLink to="/connections">{words.back}</BackLink>
      <div className="page-head">
        <div>
          <h1>{connection.name}</h1>
          <p className="dim">{platform.title}</p>
        </div>
      </div>
      <section className="stack" aria-label={words.address}>
        <h2 className="connection-label">{words.address}</h2>
        <Snippet text={connection.inboundUrl} name={words.address} />
        <p className="dim">{words.addressHint}</p>
      </section>
      <Tabs defaultValue="events" keepMounted={false}>
        <Tabs.List aria-label={words.tabs} className="connection-tabs">
          {PARTS.map((part) => (
            <Tabs.Tab key={part} value={part}>
              {words.tab[part]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="events" pt="md">
          <Events id={id} />
        </Tabs.Panel>
        <Tabs.Panel value="setUp" pt="md">
          <SetUp id={id} name={connection.name} />
        </Tabs.Panel>
        <Tabs.Panel value="settings" pt="md">
          <SettingsForm platform={platform} connection={connection} onSaved={() => void refreshConnections()} />
          <Remove connection={connection} />
        </Tabs.Panel>
        <Tabs.Panel value="trial" pt="md">
          <Trial platform={platform} connection={connection} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function Remove({ connection: { id, name } }: { connection: ConnectionView }) {
  const [, navigate] = useLocation();
  const remove = async () => {
    await call('DELETE', `/api/connections/${id}`);
    navigate('/connections');
    await refreshConnections();
  };
  return (
    <div className="connection-remove">
      <RemoveButton words={words} name={name} remove={remove} />
    </div>
  );
}
