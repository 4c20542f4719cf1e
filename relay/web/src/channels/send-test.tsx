import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { DeliveryView } from '../../../contract/delivery.js';
import { get, post } from '../api/client';
import { messages } from '../messages';
import { refreshChannels, type ChannelView } from './queries';

const words = messages.channels;
const LOOKS = 40;
const BETWEEN_MS = 250;

/** Sends a test message, waits a while for what comes of it, and says so. */
export function SendTest({ channel, variant = 'default' }: { channel: ChannelView; variant?: string }) {
  const [busy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    try {
      const { deliveryId } = await post<{ deliveryId: string }>(`/api/channels/${channel.id}/test`);
      const delivery = await ended(deliveryId);
      const error = delivery?.attempts.at(-1)?.error ?? words.testFailed;
      if (delivery?.status === 'delivered') notifications.show({ color: 'green', message: words.tested });
      else if (delivery)
        notifications.show({ color: 'red', title: words.testFailed, message: error, autoClose: 12_000 });
      else notifications.show({ color: 'yellow', message: words.testSlow });
    } catch (error) {
      notifications.show({ color: 'red', title: words.testFailed, message: (error as Error).message });
    }
    setBusy(false);
    void refreshChannels();
  };
  return (
    <Button
      variant={variant}
      size="sm"
      loading={busy}
      disabled={channel.status === 'incomplete'}
      onClick={() => void test()}
      aria-label={words.testNamed(channel.name)}
    >
      {words.test}
    </Button>
  );
}

async function ended(id: string): Promise<DeliveryView | undefined> {
  for (let look = 0; look < LOOKS; look += 1) {
    const { items } = await get<{ items: DeliveryView[] }>('/api/deliveries?limit=50');
    const found = items.find((delivery) => delivery.id === id);
    if (found && found.status !== 'queued') return found;
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
  return undefined;
}
