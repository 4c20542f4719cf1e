/** What has to be known of whoever answers, read in the transaction in which they do. */
import { groupNamed, membersOf, standIn } from '../people/available.js';
import type { Approval, Group, User } from '../store/records.js';
import type { Reader } from '../store/store.js';
import type { Decider } from './may-decide.js';
import { isIn, type Electorate } from './votes.js';

/** Who answers, as the door that they came by has made sure: a person by e-mail, or a program by its key. */
export interface Answerer {
  /** What is written down as `decidedBy`: the e-mail of a person, the name of a key. */
  name: string;
  email: string | null;
  keyId: string | null;
  /** Whether they answer by a link that was made out to them for this approval. */
  byLink?: boolean;
}

/** Somebody, with the groups that count for this approval. */
export interface Voice {
  email: string;
  groups: string[];
}
export interface KnownDecider extends Decider {
  /** They by themselves; null where it makes no difference. */
  own: Voice | null;
  /** Each of those for whom they stand in. */
  inStead: Voice[];
}

export async function deciderOf(
  reader: Reader,
  approval: Approval,
  answerer: Answerer,
  now: Date,
): Promise<KnownDecider> {
  const email = answerer.email?.toLowerCase() ?? null;
  const { keyId, byLink = false } = answerer;
  const nobody = { email, keyId, byLink, role: null, groups: [], standsInFor: [], own: null, inStead: [] };
  if (email === null) return nobody;
  const found = await reader.findUserByEmail(email);
  const user = found?.workspaceId === approval.workspaceId && !found.disabledAt ? found : undefined;
  const role = user?.role ?? 'guest';
  // Most approvals are for everybody, and most deciders need not be looked up any further.
  if (role === 'viewer' || (!approval.quorum && isForAnybody(approval))) return { ...nobody, role };

  const [users, groups] = await Promise.all([
    reader.list('users', approval.workspaceId),
    reader.list('groups', approval.workspaceId),
  ]);
  const voiceOf = ({ id, email: theirs }: User): Voice => ({
    email: theirs,
    groups: namesFor(approval, groups, new Set([id])),
  });
  const inStead = users.filter((each) => standIn(each, now)?.toLowerCase() === email).map(voiceOf);
  const own = user ? voiceOf(user) : { email, groups: namesFor(approval, groups, new Set()) };
  const standsInFor = inStead.map((voice) => voice.email);
  return {
    ...nobody,
    role,
    standsInFor,
    groups: [...new Set([own, ...inStead].flatMap((voice) => voice.groups))],
    own,
    inStead,
  };
}

/** The voter, and for a quorum of everyone who has to approve. */
export async function electorateOf(
  reader: Reader,
  approval: Approval,
  decider: Decider,
  by: string,
  now: Date,
): Promise<Electorate> {
  const voter = { by, isLead: decider.role === 'admin' || decider.role === 'lead', groups: decider.groups };
  return { voter, everyone: await everyoneOf(reader, approval, now) };
}

/** For each member of the approval's group, who may answer for them. Who asked is left out where they may not decide. */
export async function everyoneOf(reader: Reader, approval: Approval, now: Date): Promise<string[][]> {
  if (approval.quorum?.kind !== 'everyone' || approval.group === null) return [];
  const group = groupNamed(await reader.list('groups', approval.workspaceId), approval.group);
  const members = group ? membersOf(group, await reader.list('users', approval.workspaceId)) : [];
  return members
    .filter(({ role, email }) => role !== 'viewer' && !(approval.separateDuty && email === approval.requestedBy))
    .map((member) => [member.email, ...[standIn(member, now)].filter((email) => email !== undefined)]);
}

function isForAnybody({ group, assignees = [], reviewers }: Approval): boolean {
  return group === null && assignees.length === 0 && reviewers.length === 0;
}

/** The names, as the approval says them, of groups that these people are in. A group that nobody has set up is everybody's. */
function namesFor({ group, quorum }: Approval, groups: Group[], ids: Set<string>): string[] {
  const isMember = (name: string) => groupNamed(groups, name)?.members.some((id) => ids.has(id)) ?? false;
  const steps = quorum?.kind === 'sequence' ? quorum.groups : [];
  const names = steps.filter(isMember);
  const isOpen = group !== null && steps.length === 0 && (!groupNamed(groups, group) || isMember(group));
  return isOpen && !isIn(names, group) ? [...names, group] : names;
}
