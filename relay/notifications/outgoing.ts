/** Sends one notification: what its adapter describes of the approval as it stands now. */
import { open } from '../approvals/lifecycle.js';
import { progressOf } from '../approvals/progress.js';
import { viewApproval } from '../approvals/view.js';
import type { Context, Judged, Outgoing } from '../channels/channel.js';
import { noticeOf } from '../channels/notice.js';
import { isNewCopy } from '../channels/notify.js';
import { channelKinds } from '../channels/registry.js';
import { votesCast } from '../channels/shown.js';
import type { Clock } from '../clock.js';
import { MailRefused, NotSent, type SendMail } from '../outbound.js';
import type { ApiAnswer, Request } from '../platforms/platform.js';
import type { Approval, Channel, Delivery, Notification } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Channels } from './channels.js';
import type { InvitationMail } from './invitation-mail.js';
import type { PersonalLink } from './personal-link.js';

interface ChannelWorkDeps {
  store: Store;
  clock: Clock;
  channels: Channels;
  request: Request;
  sendMail: SendMail;
  personalLink: PersonalLink;
  invitationMail: InvitationMail;
  publicUrl: string;
}

export interface Told extends Judged {
  /** Of the approval when it was described: what has happened since is not in it. */
  votesTold?: number;
  /** The last answer, for the record. */
  answer: Pick<ApiAnswer, 'status' | 'headers' | 'text'> | null;
}
/** Undefined when there is nothing to tell any more. */
export type ChannelWork = (delivery: Delivery) => Promise<Told | undefined>;

export function createChannelWork({
  store,
  clock,
  channels,
  request,
  sendMail,
  personalLink,
  invitationMail,
  publicUrl,
}: ChannelWorkDeps): ChannelWork {
  return async (delivery) => {
    const { notification } = delivery;
    const channel = notification && (await store.get('channels', notification.channelId));
    if (!channel || (channel.disabledAt && notification.purpose !== 'test')) return undefined;
    if (channel.goneAt && notification.purpose !== 'test')
      return isNewCopy(notification.purpose)
        ? { verdict: 'final', gone: true, error: channel.lastError?.text ?? 'The address is gone.', answer: null }
        : undefined;
    const kind = channelKinds[channel.kind];
    const settings = channels.openSettings(channel);
    const missing = kind.missing(settings);
    if (missing) return { verdict: 'final', error: missing, answer: null };
    const approval = await approvalOf(delivery, notification, channel);
    const context: Context = {
      id: delivery.id,
      now: clock.now(),
      purpose: notification.purpose,
      copy: (await copyOf(delivery, notification)) ?? null,
      to: notification.to,
    };
    const described = notification.reply
      ? replyTo(notification.reply)
      : notification.invitation
        ? await invitation()
        : approval && isWanted(approval, context) && (await describe(approval, channel));
    const votesTold = approval && votesCast(approval);
    return described ? { ...(await sendIt(described, context)), votesTold } : undefined;

    async function describe(about: Approval, by: Channel): Promise<Outgoing | undefined> {
      const view = viewApproval(about, publicUrl);
      const recipients = kind.recipients?.(settings) ?? [];
      const own = await personalLink(about, delivery, by, recipients);
      const progress = about.status === 'PENDING' ? await progressOf(store, about, context.now) : null;
      const link = own ?? view.reviewUrl;
      return kind.describe(
        noticeOf(about, { view, purpose: context.purpose, link, now: context.now, progress }),
        settings,
        context,
      );
    }

    async function invitation(): Promise<Outgoing | undefined> {
      const invited = await invitationMail.invited(delivery);
      return invited && kind.invites?.describe(invited, settings, context);
    }

    function replyTo(reply: Record<string, unknown>): Outgoing | undefined {
      const made = kind.interactive?.describeReply?.(reply, approval, settings);
      return made && { request: made };
    }

    async function sendIt(outgoing: Outgoing, inContext: Context): Promise<Told> {
      try {
        if ('mail' in outgoing) {
          const { answer } = await sendMail(outgoing.mail);
          const reference = { messageId: outgoing.mail.messageId };
          return { verdict: 'delivered', error: null, reference, answer: { status: 250, headers: {}, text: answer } };
        }
        const answer = await request(outgoing.request);
        return { ...kind.judge(answer, inContext), answer };
      } catch (error) {
        if (error instanceof NotSent) return { verdict: 'retry', error: error.message, answer: null };
        if (!(error instanceof MailRefused)) throw error;
        return { verdict: error.code >= 500 ? 'final' : 'retry', error: error.message, answer: null };
      }
    }
  };

  async function approvalOf(
    { approvalId, workspaceId }: Delivery,
    { purpose }: Notification,
    channel: Channel,
  ): Promise<Approval | undefined> {
    if (purpose === 'test') return sample(channel, clock.now());
    const approval = approvalId ? await store.get('approvals', approvalId) : undefined;
    return approval?.workspaceId === workspaceId ? approval : undefined;
  }

  async function copyOf({ approvalId }: Delivery, { copyId }: Notification): Promise<Context['copy'] | undefined> {
    if (!copyId || !approvalId) return undefined;
    return (await store.get('posts', approvalId))?.copies.find(({ id }) => id === copyId)?.reference;
  }
}

/** New copies of what is settled would ask for what nobody needs; a copy is brought up to date only if it is still known. */
function isWanted(approval: Approval, { purpose, copy }: Context): boolean {
  if (purpose === 'settled') return approval.status !== 'PENDING' && copy !== null;
  if ((purpose === 'changed' || purpose === 'revised') && copy === null) return false;
  return approval.status === 'PENDING';
}

function sample(channel: Channel, now: Date): Approval {
  const request = {
    action: 'test_message',
    summary: `This is how approvals look in “${channel.name}”. Nothing is asked.`,
    details: { amount: '400.00', currency: 'EUR', customer: 'ana@example.com' },
    riskLevel: 'low' as const,
    priority: 'normal' as const,
    onExpiry: 'reject' as const,
    platform: 'countersign',
  };
  const requester = { workspaceId: channel.workspaceId, keyId: null, name: 'Countersign' };
  return open(request, { id: 'req_test', now, requester, warnings: [], requestHash: null, batchId: null });
}
