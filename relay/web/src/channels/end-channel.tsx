import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useLocation } from 'wouter';
import { call } from '../api/client';
import { messages } from '../messages';
import { RemoveButton } from '../shell/remove-button';
import { refreshChannels, type ChannelView } from './queries';

const words = messages.channels;

/** Switches a channel off for a while, or takes it away for good. */
export function EndChannel({ channel }: { channel: ChannelView }) {
  const [, navigate] = useLocation();
  const isDisabled = channel.status === 'disabled' || channel.status === 'gone';
  const change = async () => {
    try {
      await call('PATCH', `/api/channels/${channel.id}`, { disabled: !isDisabled });
    } catch (error) {
      notifications.show({ color: 'red', title: messages.decide.failed, message: (error as Error).message });
    }
    void refreshChannels();
  };
  const remove = async () => {
    await call('DELETE', `/api/channels/${channel.id}`).finally(() => void refreshChannels());
    navigate('/channels');
  };
  return (
    <section className="channel-end">
      <h2>{words.more}</h2>
      <div>
        <Button variant="default" onClick={() => void change()}>
          {isDisabled ? words.enable : words.disable}
        </Button>
        <RemoveButton words={words} name={channel.name} remove={remove} />
      </div>
    </section>
  );
}
