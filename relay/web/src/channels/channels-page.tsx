import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { messages } from '../messages';
import { Dialog } from '../shell/dialog';
import './channels.css';
import { NewChannel } from './new-channel';
import { refreshChannels, useChannels, useGroupNames, useKinds, type ChannelView } from './queries';
import { SendTest } from './send-test';
import { ChannelStatus } from './status';

const words = messages.channels;

/** Every channel with its health. */
export default function ChannelsPage() {
  const channels = useChannels().data;
  const kinds = useKinds().data ?? [];
  const [making, setMaking] = useState(false);
  const [, navigate] = useLocation();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <Button onClick={() => setMaking(true)}>{words.add}</Button>
      </div>
      <p className="dim">{words.hint}</p>
      {channels?.length === 0 && (
        <div className="empty">
          <h2>{words.none}</h2>
          <p className="dim">{words.noneHint}</p>
        </div>
      )}
      {channels && channels.length > 0 && (
        <ul className="channels">
          {channels.map((channel) => (
            <ChannelRow
              key={channel.id}
              channel={channel}
              kind={kinds.find(({ kind }) => kind === channel.kind)?.title ?? channel.kind}
              channels={channels}
            />
          ))}
        </ul>
      )}
      <Dialog title={words.add} opened={making} onClose={() => setMaking(false)}>
        <NewChannel
          kinds={kinds}
          onMade={(id) => {
            void refreshChannels();
            navigate(`/channels/${id}`);
          }}
        />
      </Dialog>
    </div>
  );
}

function ChannelRow({ channel, kind, channels }: { channel: ChannelView; kind: string; channels: ChannelView[] }) {
  const groups = (useGroupNames().data ?? []).filter((group) => group.channels?.includes(channel.id));
  const fallback = channels.find(({ id }) => id === channel.fallback);
  const uses = [
    kind,
    ...(channel.isDefault ? [words.isDefault] : []),
    ...(groups.length > 0 ? [words.usedBy(groups.map(({ name }) => name).join(', '))] : []),
    ...(fallback ? [words.fallsBack(fallback.name)] : []),
  ];
  return (
    <li className="channel">
      <div>
        <p>
          <Link href={`/channels/${channel.id}`}>
            <strong>{channel.name}</strong>
          </Link>
        </p>
        <p className="dim">{uses.join(' · ')}</p>
        <ChannelStatus channel={channel} />
      </div>
      <SendTest channel={channel} />
    </li>
  );
}
