/** Queues what channels are told about an approval, in the transaction of the change that they are told of. */
import type { Purpose } from '../contract/channel.js';
import type { NewId } from '../ids.js';
import { groupNamed, membersOf, standIn } from '../people/available.js';
import type { Approval, Channel, Delivery, Group, Notification, PostedCopy } from '../store/records.js';
import type { Transaction } from '../store/store.js';
import { channelKinds } from './registry.js';

/** The reasons for which a new copy is posted. */
const NEW_COPY = ['asked', 'assigned', 'reminded', 'escalated'] as const satisfies readonly Purpose[];
export type NewCopy = (typeof NEW_COPY)[number];
export const isNewCopy = (purpose: Purpose): purpose is NewCopy => (NEW_COPY as readonly Purpose[]).includes(purpose);

/** The reasons for which the copies that are there are brought up to date. */
export type Update = 'changed' | 'revised' | 'settled';

export interface Telling {
  now: Date;
  newId: NewId;
  /** Instead of the channels and people that the approval itself leads to. */
  to?: { channels?: string[]; emails?: string[] };
}

/** Tells the approval's channels, or those in `to`. What is settled before it is sent is not sent. */
export async function notify(tx: Transaction, approval: Approval, purpose: NewCopy, telling: Telling): Promise<void> {
  const channels = await tx.list('channels', approval.workspaceId);
  // Where nothing is set up, nothing more is looked at: this is on the way of every request.
  if (channels.length === 0) return;
  const group = await groupOf(tx, approval);
  const whom = await withPeople(tx, approval, group, telling);
  for (const channel of chosen(channels, approval, group, purpose, telling))
    for (const delivery of newCopies(channel, approval, purpose, whom)) tx.put('deliveries', delivery);
}

/** Brings every posted copy up to date: with the outcome, or with what has changed while it waits. */
export async function updateCopies(
  tx: Transaction,
  approval: Approval,
  purpose: Update,
  { now, newId }: Pick<Telling, 'now' | 'newId'>,
): Promise<void> {
  const posts = await tx.get('posts', approval.id);
  for (const copy of posts?.copies ?? []) {
    const channel = await tx.get('channels', copy.channelId);
    if (channel) tx.put('deliveries', copyDelivery(channel, approval, copy, purpose, now, newId));
  }
}

export function copyDelivery(
  channel: Channel,
  approval: Approval,
  copy: PostedCopy,
  purpose: Update,
  now: Date,
  newId: NewId,
): Delivery {
  return notificationDelivery(channel, purpose, now, newId, { approvalId: approval.id, copyId: copy.id, to: copy.to });
}

/** One delivery, or one for each person when the channel tells people separately. */
export function newCopies(
  channel: Channel,
  approval: Approval,
  purpose: NewCopy,
  { now, newId, to }: Telling,
  tried: string[] = [],
): Delivery[] {
  const kind = channelKinds[channel.kind];
  const due = purpose === 'asked' && kind.due ? kind.due(approval, channel.settings) : now;
  if (!due) return [];
  const named = to?.emails ?? [];
  const people = kind.recipients ? (named.length > 0 ? named : kind.recipients(channel.settings)) : [null];
  return people.map((email) =>
    notificationDelivery(channel, purpose, due > now ? due : now, newId, {
      approvalId: approval.id,
      to: email,
      tried,
      createdAt: now,
    }),
  );
}

interface About {
  approvalId: string | null;
  to?: string | null;
  copyId?: string;
  tried?: string[];
  reply?: Record<string, unknown>;
  invitation?: Notification['invitation'];
  createdAt?: Date;
}

export function notificationDelivery(
  channel: Channel,
  purpose: Purpose,
  dueAt: Date,
  newId: NewId,
  { approvalId, to = null, copyId, tried = [], reply, invitation, createdAt = dueAt }: About,
): Delivery {
  const id = newId('msg');
  // What is about one approval in one channel goes out one after the other; what answers somebody waits for nothing.
  const lane = reply ? id : `${channel.id}/${approvalId}/${to ?? ''}`;
  return {
    id,
    workspaceId: channel.workspaceId,
    keyId: null,
    kind: 'notification',
    event: `channel.${purpose}`,
    approvalId,
    batchId: null,
    subscriptionId: null,
    eventId: null,
    // Only the origin: the rest of the address is a secret with many channels.
    url: `${channel.origin}/#${lane}`,
    confirmation: 'status',
    status: 'queued',
    createdAt: createdAt.toISOString(),
    dueAt: dueAt.toISOString(),
    attempts: [],
    failures: 0,
    snapshot: null,
    notification: {
      channelId: channel.id,
      channelName: channel.name,
      purpose,
      to,
      copyId: copyId ?? null,
      tried,
      ...(reply && { reply }),
      ...(invitation && { invitation }),
    },
  };
}

export async function groupOf(tx: Transaction, { workspaceId, group }: Approval): Promise<Group | undefined> {
  return group ? groupNamed(await tx.list('groups', workspaceId), group) : undefined;
}

/** Whom a channel that tells people separately tells: those who are named, or else the group; for who is away, who stands in. */
export async function withPeople(
  tx: Transaction,
  approval: Approval,
  group: Group | undefined,
  telling: Telling,
): Promise<Telling> {
  const users = await tx.list('users', approval.workspaceId);
  const named = telling.to?.emails ?? namedPeople(approval);
  const emails = named.length > 0 ? named : group ? membersOf(group, users).map(({ email }) => email) : [];
  const present = emails.map((email) => {
    const user = users.find((each) => each.email === email);
    return (user && standIn(user, telling.now)) ?? email;
  });
  return { ...telling, to: { ...telling.to, emails: [...new Set(present)] } };
}

function namedPeople({ reviewers, ...approval }: Approval): string[] {
  const { assignees = [] } = approval as { assignees?: string[] };
  return [...assignees, ...reviewers].filter((each) => each.includes('@')).map((email) => email.toLowerCase());
}

/** A default channel that watches for a while before it speaks, such as PagerDuty, watches whatever else is told. */
function chosen(
  channels: Channel[],
  approval: Approval,
  group: Group | undefined,
  purpose: NewCopy,
  { to }: Telling,
): Channel[] {
  const enabled = channels.filter(({ disabledAt }) => disabledAt === null);
  if (to?.channels) return enabled.filter(({ id }) => to.channels?.includes(id));
  const { channels: byRules = [] } = approval as { channels?: string[] };
  const ids = byRules.length > 0 ? byRules : (group?.channels ?? []);
  const watches = ({ kind }: Channel) => channelKinds[kind].due !== undefined;
  const named = enabled.filter(({ id }) => ids.includes(id));
  const told = named.length > 0 ? named : enabled.filter((channel) => channel.isDefault && !watches(channel));
  if (purpose !== 'asked') return told.filter((channel) => !watches(channel));
  return [...told, ...enabled.filter((channel) => channel.isDefault && watches(channel) && !told.includes(channel))];
}
