/**
 * What people do in a channel. The channel's signature says that it was done there; the map of people says who did it;
 * and only what that reviewer may do in the inbox is done. Being in a channel allows nothing.
 */
import type { Approvals } from '../approvals/approvals.js';
import { refusal } from '../approvals/answer.js';
import { AlreadyDecided } from '../approvals/conflicts.js';
import type { Answerer } from '../approvals/decider.js';
import { progressOf } from '../approvals/progress.js';
import {
  Unreadable,
  type ChannelCall,
  type Interaction,
  type InteractionAnswer,
  type Result,
} from '../channels/channel.js';
import { momentOf, outcomeOf } from '../channels/notice.js';
import { copyDelivery, notificationDelivery, type Update } from '../channels/notify.js';
import { channelKinds } from '../channels/registry.js';
import { changedBy, revisionOf, votesCast } from '../channels/shown.js';
import type { Clock } from '../clock.js';
import { NotFound, RelayError } from '../errors.js';
import type { NewId } from '../ids.js';
import type { Approval, Channel, PostedCopy, User } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Channels } from './channels.js';
import { asksFirst, verdictOf } from './form-verdict.js';

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
    const by = { name: user.email, email: user.email, keyId: null };
    try {
      if (asksFirst(interaction, approval)) return await ask(approval, interaction, by);
      return await decide(channel, approval, interaction, by);
    } catch (error) {
      if (error instanceof AlreadyDecided) return late(channel, error.approval, interaction);
      if (error instanceof ShownOtherwise) return stale(channel, approval, interaction, error.message);
      if (error instanceof RelayError && error.status < 500) return { type: 'said', text: error.message };
      throw error;
    }
  }

  /** Nobody fills in a form that is then refused. */
  async function ask(approval: Approval, interaction: Done, by: Answerer): Promise<Result> {
    const reason = await refusal(store, approval, by, clock.now());
    if (reason) return { type: 'said', text: reason };
    // The other forms show the details as they are now.
    if (interaction.what === 'approve') checkShown(approval, interaction);
    return { type: 'form', form: interaction.what, approval };
  }

  async function decide(channel: Channel, approval: Approval, interaction: Done, by: Answerer): Promise<Result> {
    const approves = interaction.what !== 'reject';
    if (approves && interaction.type === 'submit') checkShown(approval, interaction);
    const verdict = verdictOf(interaction, approval);
    if ('errors' in verdict) return { type: 'wrongFields', errors: verdict.errors };
    const answered = await approvals.decide(channel.workspaceId, approval.id, verdict, by, async (tx) => {
      const current = await tx.get('approvals', approval.id);
      if (current && approves) checkShown(current, interaction);
    });
    if (answered.status !== 'PENDING') return { type: 'decided', approval: answered };
    const noted = votesCast(answered) > votesCast(approval) ? 'Noted.' : 'You have approved this already.';
    return { type: 'said', text: `${noted} ${(await progressOf(store, answered, clock.now())) ?? ''}`.trim() };
  }

  async function reviewer({ people, workspaceId }: Channel, userId: string): Promise<User | undefined> {
    const email = people.find(({ externalId }) => externalId === userId)?.email;
    const user = email ? await store.findUserByEmail(email) : undefined;
    return user?.workspaceId === workspaceId && !user.disabledAt ? user : undefined;
  }

  /** Says what stands, and mends the copy in which it could still be pressed. */
  async function late(channel: Channel, approval: Approval, interaction: Done): Promise<Result> {
    await mend(channel, approval, interaction, 'settled');
    const outcome = outcomeOf(approval);
    const what = outcome ? `${outcome.words}, ${momentOf(outcome.at)}. ` : '';
    return { type: 'said', text: `${what}That decision stands; nothing was changed.` };
  }

  /** What was pressed showed other details. What was typed into a form is kept there where the channel can. */
  async function stale(channel: Channel, approval: Approval, interaction: Done, text: string): Promise<Result> {
    await mend(channel, approval, interaction, 'changed');
    return interaction.type === 'submit' ? { type: 'wrongFields', errors: { note: text } } : { type: 'said', text };
  }

  async function mend(channel: Channel, approval: Approval, { place }: Done, purpose: Update): Promise<void> {
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
      tx.put('deliveries', copyDelivery(channel, approval, copy, purpose, now, newId));
    });
  }
}

/** Throws ShownOtherwise when somebody has changed the details since that what was pressed was shown. */
function checkShown(approval: Approval, interaction: Done): void {
  if (revisionOf(approval) !== interaction.revision)
    throw new ShownOtherwise(changedBy(approval) ?? 'Somebody', interaction);
}

class ShownOtherwise extends RelayError {
  constructor(by: string, { type, what }: Done) {
    const again =
      type === 'submit'
        ? `Go back, look at it as it is now, and choose ${what === 'edit' ? 'Edit' : 'Approve'} again.`
        : 'Look at it as it is now, and press again.';
    super(409, 'changed_meanwhile', 'Changed meanwhile', `${by} has changed the details. Nothing was noted. ${again}`);
  }
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
