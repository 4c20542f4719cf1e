/** Sends an invitation's link by the workspace's e-mail channel. The link is a secret, so it waits sealed. */
import type { Invited } from '../channels/channel.js';
import { notificationDelivery } from '../channels/notify.js';
import { channelKinds } from '../channels/registry.js';
import type { Clock } from '../clock.js';
import type { NewInvitation } from '../contract/people.js';
import { RelayError } from '../errors.js';
import type { NewId } from '../ids.js';
import type { Sealer } from '../seal.js';
import type { Channel, Delivery } from '../store/records.js';
import type { Reader, Store, Transaction } from '../store/store.js';
import type { Channels } from './channels.js';

interface InvitationMailDeps {
  store: Store;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  channels: Channels;
}
export type InvitationMail = ReturnType<typeof createInvitationMail>;

export function createInvitationMail({ store, clock, newId, sealer, channels }: InvitationMailDeps) {
  return {
    /** From which address invitations would come, or null when there is no channel to send them by. */
    async sender(workspaceId: string): Promise<string | null> {
      const channel = await channelOf(store, workspaceId);
      return (channel && channelKinds[channel.kind].invites?.sender(channels.openSettings(channel))) ?? null;
    },

    /** Gives the id of the delivery. Throws NoMail. */
    async queue(tx: Transaction, workspaceId: string, { id, email, url }: NewInvitation): Promise<string> {
      const channel = await channelOf(tx, workspaceId);
      if (!channel) throw new NoMail();
      const invitation = { id, sealedUrl: sealer.seal(url) };
      const about = { approvalId: null, to: email, invitation };
      const delivery = notificationDelivery(channel, 'invited', clock.now(), newId, about);
      tx.put('deliveries', delivery);
      return delivery.id;
    },

    /** What such a delivery is to say, or undefined when the link that it would bring works no longer. */
    async invited({ id, notification }: Delivery): Promise<Invited | undefined> {
      const sent = notification?.invitation;
      const invitation = sent && (await store.get('invitations', sent.id));
      if (!sent || invitation?.mailId !== id || invitation.expiresAt <= clock.now().toISOString()) return undefined;
      const workspace = await store.get('workspaces', invitation.workspaceId);
      return {
        to: invitation.email,
        role: invitation.role,
        workspace: workspace?.name ?? 'Countersign',
        invitedBy: invitation.invitedBy,
        url: sealer.open(sent.sealedUrl),
        expiresAt: new Date(invitation.expiresAt),
      };
    },
  };

  /** One that works, or else one that might. */
  async function channelOf(reader: Reader, workspaceId: string): Promise<Channel | undefined> {
    const able = (await reader.list('channels', workspaceId)).filter(
      (channel) =>
        channel.disabledAt === null &&
        channelKinds[channel.kind].invites &&
        !channelKinds[channel.kind].missing(channels.openSettings(channel)),
    );
    return able.find(({ lastError }) => lastError === null) ?? able[0];
  }
}

class NoMail extends RelayError {
  constructor() {
    super(
      409,
      'no_mail',
      'No e-mail channel',
      'There is no e-mail channel that could send it. Set one up under Settings, Channels, or hand over the link yourself.',
    );
  }
}
