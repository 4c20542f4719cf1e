import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '../api/client';
import { messages } from '../messages';
import { Dialog } from '../shell/dialog';
import { refreshChannels, type ChannelView } from './queries';

const words = messages.channels;

/** Switches a channel off for a while, or takes it away for good. */
export function EndChannel({ channel }: { channel: ChannelView }) {
  const [asking, setAsking] = useState(false);
  const [, navigate] = useLocation();
  const isDisabled = channel.status === 'disabled' || channel.status === 'gone';
  const act = async (change: () => Promise<unknown>, then?: () => void) => {
    try {
      await change();
      then?.();
    } catch (error) {
      notifications.show({ color: 'red', title: messages.decide.failed, message: (error as Error).message });
    }
    void refreshChannels();
  };
  return (
    <section className="channel-end">
      <h2>{words.more}</h2>
      <div>
        <Button
          variant="default"
          onClick={() => void act(() => call('PATCH', `/api/channels/${channel.id}`, { disabled: !isDisabled }))}
        >
          {isDisabled ? words.enable : words.disable}
        </Button>
        <Button variant="default" onClick={() => setAsking(true)}>
          {words.remove}
        </Button>
      </div>
      <Dialog title={words.removeTitle(channel.name)} opened={asking} onClose={() => setAsking(false)}>
        <div className="stack">
          <p>{words.removeHint}</p>
          <div className="dialog-foot">
            <Button variant="default" onClick={() => setAsking(false)}>
              {words.keep}
            </Button>
            <Button
              color="red"
              onClick={() =>
                void act(
                  () => call('DELETE', `/api/channels/${channel.id}`),
                  () => navigate('/channels'),
                )
              }
            >
              {words.remove}
            </Button>
          </div>
        </div>
      </Dialog>
    </section>
  );
}
