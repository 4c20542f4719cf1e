/**
 * What people do in a channel. The channel's signature says that it was done there; the map of people says who did it;
 * and only what that reviewer may do in the inbox is done. Being in a channel allows nothing.
 */
import type { Approvals } from '../approvals/approvals.js';
import { votesSoFar } from '../approvals/standing.js';
import { AlreadyDecided } from '../approvals/conflicts.js';
import {
  Unreadable,
  type ChannelCall,
  type Interaction,
  type InteractionAnswer,
  type Result,
} from '../channels/channel.js';
import { withEdits } from '../channels/edit-fields.js';
import { momentOf, outcomeOf } from '../channels/notice.js';
import { copyDelivery, notificationDelivery } from '../channels/notify.js';
import { channelKinds } from '../channels/registry.js';
import type { Clock } from '../clock.js';
import { VerdictRequest } from '../contract/verdict.js';
import { NotFound, RelayError } from '../errors.js';
import type { NewId } from '../ids.js';
import type { Approval, Channel, PostedCopy, User } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Channels } from './channels.js';

interface InteractionsDeps {
  store: Store;
  clock: Clock;
  newId: NewId;
  approvals: Approvals;
  channels: Channels;
}
export type Interactions = ReturnType<typeof createInteractions>;
type Done = Extract<Interaction, { type: 'press' | 'submit' }>;

export function createInteractions({ store, clock, newId, approvals, channels }: InteractionsDeps) {
  return {
    /** Answers when all that was done is durable. Throws NotFound, a 401 when the call is not the channel's own, a 422. */
    async receive(channelId: string, path: string, call: ChannelCall): Promise<InteractionAnswer> {
      const channel = await store.get('channels', channelId);
      const interactive = channel && channelKinds[channel.kind].interactive;
      if (!interactive || interactive.path !== path || channel.disabledAt) throw new NotFound('The channel');
      const refused = interactive.verify(call, channels.openSettings(channel), clock.now());
      if (refused) throw new RelayError(401, 'not_authentic', 'The call is refused', refused);
      const interaction = readBy(() => interactive.read(call));
      const result = 'userId' in interaction ? await act(channel, interaction) : ({ type: 'nothing' } as const);
      const answer = interactive.answer(interaction, result);
      const { reply } = answer;
      if (reply) {
        const approvalId = 'approvalId' in interaction ? interaction.approvalId : null;
        const about = { approvalId, reply };
        await store.transaction(async (tx) =>
          tx.put('deliveries', notificationDelivery(channel, 'reply', clock.now(), newId, about)),
        );
      }
      return answer;
    },
  };

  async function act(channel: Channel, interaction: Done): Promise<Result> {
    const user = await reviewer(channel, interaction.userId);
    if (!user) return { type: 'said', text: unknownPerson(channel, interaction.userId) };
    const approval = await store.get('approvals', interaction.approvalId);
    if (approval?.workspaceId !== channel.workspaceId)
      return {
        type: 'said',
        text: 'This works. There is nothing to decide here: it was a test, or it is not stored any more.',
      };
    if (approval.status !== 'PENDING') return late(channel, approval, interaction);
    if (interaction.type === 'press' && interaction.what !== 'approve')
      return { type: 'form', form: interaction.what, approval };
    const verdict = verdictOf(interaction, approval);
    if ('errors' in verdict) return { type: 'wrongFields', errors: verdict.errors };
    try {
      const by = { name: user.email, email: user.email, keyId: null };
      const answered = await approvals.decide(channel.workspaceId, approval.id, verdict, by);
      if (answered.status === 'PENDING') return { type: 'said', text: await votesSoFar(store, answered, clock.now()) };
      return { type: 'decided', approval: answered };
    } catch (error) {
      if (error instanceof AlreadyDecided) return late(channel, error.approval, interaction);
      if (error instanceof RelayError && error.status < 500) return { type: 'said', text: error.message };
      throw error;
    }
  }

  async function reviewer({ people, workspaceId }: Channel, userId: string): Promise<User | undefined> {
    const email = people.find(({ externalId }) => externalId === userId)?.email;
    const user = email ? await store.findUserByEmail(email) : undefined;
    const mayDecide = user && user.workspaceId === workspaceId && !user.disabledAt && user.role !== 'viewer';
    return mayDecide ? user : undefined;
  }

  /** Says what stands, and mends the copy in which it could still be pressed. */
  async function late(channel: Channel, approval: Approval, { place }: Done): Promise<Result> {
    await store.transaction(async (tx) => {
      const now = clock.now();
      const posts = await tx.get('posts', approval.id);
      const text = JSON.stringify(place);
      const known = posts?.copies.find(
        (copy) => copy.channelId === channel.id && JSON.stringify(copy.reference) === text,
      );
      const copy: PostedCopy = known ?? { id: newId('msg'), channelId: channel.id, to: null, reference: place };
      const base = posts ?? {
        id: approval.id,
        workspaceId: approval.workspaceId,
        createdAt: now.toISOString(),
        copies: [],
      };
      if (!known) tx.put('posts', { ...base, copies: [...base.copies, copy] });
      tx.put('deliveries', copyDelivery(channel, approval, copy, 'settled', now, newId));
    });
    const outcome = outcomeOf(approval);
    const what = outcome ? `${outcome.words}, ${momentOf(outcome.at)}. ` : '';
    return { type: 'said', text: `${what}That decision stands; nothing was changed.` };
  }
}

function verdictOf(interaction: Done, approval: Approval): VerdictRequest | { errors: Record<string, string> } {
  if (interaction.type === 'press') return { verdict: 'approve' };
  const { note = '', reason = '', ...fields } = interaction.values;
  if (interaction.what === 'reject')
    return VerdictRequest.parse({ verdict: 'reject', note, ...(reason && { reasonCode: reason }) });
  const edited = withEdits(approval, fields);
  if ('errors' in edited) return edited;
  return VerdictRequest.parse({ verdict: 'approve', note, modifiedDetails: edited.details });
}

function unknownPerson({ name }: Channel, userId: string): string {
  return `You are not known here as someone who may decide. Ask an admin to open Settings, Channels, “${name}”, and to add ${userId} with your e-mail address.`;
}

function readBy(read: () => Interaction): Interaction {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) throw new RelayError(422, 'unreadable', 'The call cannot be read', error.message);
    throw error;
  }
}
