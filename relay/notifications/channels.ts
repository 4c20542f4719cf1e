/** Set-up channels. What is secret in their settings is sealed at rest and never shown again. */
import { audit } from '../audit/audit.js';
import type { ChannelAddress } from '../channels/channel.js';
import { notificationDelivery } from '../channels/notify.js';
import { channelKinds } from '../channels/registry.js';
import type { Clock } from '../clock.js';
import type { ChannelChange, ChannelRequest, ChannelView } from '../contract/channel.js';
import { InvalidRequest } from '../errors.js';
import type { NewId } from '../ids.js';
import type { SetUpStep } from '../platforms/platform.js';
import type { Sealer } from '../seal.js';
import { readSettings, type Settings } from './channel-settings.js';
import { statusOf } from './channel-status.js';
import { own } from '../store/own.js';
import type { Channel } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';

interface ChannelsDeps {
  store: Store;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  publicUrl: string;
}
export type Channels = ReturnType<typeof createChannels>;

export function createChannels({ store, clock, newId, sealer, publicUrl }: ChannelsDeps) {
  return {
    /** Throws InvalidRequest that names every wrong setting. What is still missing may come later. */
    async create(workspaceId: string, request: ChannelRequest, by: string): Promise<ChannelView> {
      return store.transaction(async (tx) => {
        await checkFallback(tx, workspaceId, null, request.fallback);
        const channel: Channel = {
          id: newId('chn'),
          workspaceId,
          kind: request.kind,
          name: request.name,
          ...stored(request.kind, readSettings(request.kind, request.settings)),
          people: distinct(request.people),
          fallback: request.fallback,
          isDefault: request.isDefault,
          createdAt: clock.now().toISOString(),
          disabledAt: null,
          lastError: null,
          lastSentAt: null,
        };
        tx.put('channels', channel);
        note(tx, channel, 'channel.made', by);
        return view(channel);
      });
    },

    async list(workspaceId: string): Promise<ChannelView[]> {
      return (await store.list('channels', workspaceId)).map(view);
    },

    async get(workspaceId: string, id: string): Promise<ChannelView> {
      return view(own(await store.get('channels', id), workspaceId, id));
    },

    /** Settings that are left out stay as they are; one that is null is taken away. */
    async change(workspaceId: string, id: string, change: ChannelChange, by: string): Promise<ChannelView> {
      return store.transaction(async (tx) => {
        const before = own(await tx.get('channels', id), workspaceId, id);
        if (change.fallback !== undefined) await checkFallback(tx, workspaceId, id, change.fallback);
        const given = Object.entries({ ...openSettings(before), ...change.settings });
        const settings = Object.fromEntries(given.filter(([, value]) => value !== null));
        const isTouched = change.settings !== undefined || change.disabled === false;
        const after: Channel = {
          ...before,
          // Whoever gives it another address, or switches it on again, has it tried again.
          ...(before.goneAt && isTouched && { goneAt: null, lastError: null }),
          name: change.name ?? before.name,
          ...stored(before.kind, readSettings(before.kind, settings)),
          people: change.people ? distinct(change.people) : before.people,
          fallback: change.fallback === undefined ? before.fallback : change.fallback,
          isDefault: change.isDefault ?? before.isDefault,
          disabledAt: change.disabled === undefined ? before.disabledAt : disabledAt(change.disabled, before),
        };
        tx.put('channels', after);
        note(tx, after, 'channel.changed', by);
        return view(after);
      });
    },

    /** Its buttons answer nothing from now on. Channels that fell back on it fall back on nothing. */
    async remove(workspaceId: string, id: string, by: string): Promise<void> {
      await store.transaction(async (tx) => {
        const removed = own(await tx.get('channels', id), workspaceId, id);
        tx.remove('channels', id);
        note(tx, removed, 'channel.removed', by);
        for (const channel of await tx.list('channels', workspaceId))
          if (channel.fallback === id) tx.put('channels', { ...channel, fallback: null });
      });
    },

    /** Queues one message that asks nothing; by e-mail to the first recipient, or else to `by`. What came of it is in the channel's status and in the delivery. */
    async test(workspaceId: string, id: string, by: string | null): Promise<{ deliveryId: string }> {
      return store.transaction(async (tx) => {
        const channel = own(await tx.get('channels', id), workspaceId, id);
        const recipients = channelKinds[channel.kind].recipients?.(openSettings(channel));
        const to = recipients ? (recipients[0] ?? by) : null;
        const delivery = notificationDelivery(channel, 'test', clock.now(), newId, { approvalId: null, to });
        tx.put('deliveries', delivery);
        return { deliveryId: delivery.id };
      });
    },

    async steps(workspaceId: string, id: string): Promise<SetUpStep[]> {
      const channel = own(await store.get('channels', id), workspaceId, id);
      return channelKinds[channel.kind].steps(address(channel), openSettings(channel));
    },

    openSettings,
  };

  function note(tx: Transaction, { workspaceId, id, name, kind }: Channel, event: string, by: string): void {
    audit(tx, { workspaceId, at: clock.now().toISOString(), event, by, subject: id, text: `${name} (${kind})` });
  }

  function disabledAt(isDisabled: boolean, before: Channel): string | null {
    return isDisabled ? (before.disabledAt ?? clock.now().toISOString()) : null;
  }

  function address({ id, kind, name }: Channel): ChannelAddress {
    return {
      name,
      publicUrl,
      interactionUrl: `${publicUrl}/channels/${id}/${channelKinds[kind].interactive?.path ?? ''}`,
    };
  }

  function openSettings(channel: Channel): Settings {
    return { ...channel.settings, ...(JSON.parse(sealer.open(channel.sealedSecrets)) as Settings) };
  }

  function stored(kind: Channel['kind'], settings: Settings): Pick<Channel, 'settings' | 'sealedSecrets' | 'origin'> {
    const { secrets, origin } = channelKinds[kind];
    const isSecret = ([name]: [string, unknown]) => secrets.includes(name);
    const entries = Object.entries(settings);
    return {
      settings: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
      sealedSecrets: sealer.seal(JSON.stringify(Object.fromEntries(entries.filter(isSecret)))),
      origin: origin(settings),
    };
  }

  function view(channel: Channel): ChannelView {
    const { id, kind, name, settings, people, fallback, isDefault, lastError, lastSentAt, createdAt } = channel;
    const missing = channelKinds[kind].missing(openSettings(channel)) ?? null;
    return {
      id,
      kind,
      name,
      settings,
      secretsSet: Object.keys(JSON.parse(sealer.open(channel.sealedSecrets)) as Settings),
      people,
      fallback,
      isDefault,
      status: statusOf(channel, missing),
      missing,
      lastError,
      lastSentAt,
      interactionUrl: channelKinds[kind].interactive ? address(channel).interactionUrl : null,
      createdAt,
    };
  }
}

/** One person has one id in a channel; the last that is given counts. */
function distinct(people: Channel['people']): Channel['people'] {
  return [...new Map(people.map((person) => [person.externalId, person])).values()];
}

async function checkFallback(
  tx: Transaction,
  workspaceId: string,
  id: string | null,
  fallback: string | null,
): Promise<void> {
  if (fallback === null) return;
  const found = await tx.get('channels', fallback);
  if (found?.workspaceId === workspaceId && fallback !== id) return;
  const message =
    fallback === id ? 'A channel cannot stand in for itself.' : 'There is no such channel to fall back on.';
  throw new InvalidRequest(message, [{ path: 'fallback', message }]);
}
