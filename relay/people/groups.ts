/** Review groups: made, changed and ended by leads and admins. Approvals name them; one may be named before it is set up. */
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import type { GroupChange, GroupRequest, GroupView } from '../contract/people.js';
import { InvalidRequest, RelayError } from '../errors.js';
import type { NewId } from '../ids.js';
import { own } from '../store/own.js';
import type { Group, User } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';
import { groupNamed } from './available.js';

const DEFAULT_ZONE = 'UTC';

export type Groups = ReturnType<typeof createGroups>;

export function createGroups({ store, clock, newId }: { store: Store; clock: Clock; newId: NewId }) {
  return {
    /** Those that are set up and those that approvals only name, most used first. */
    async list(workspaceId: string): Promise<GroupView[]> {
      const [groups, users, uses] = await Promise.all([
        store.list('groups', workspaceId),
        store.list('users', workspaceId),
        store.groupUses(workspaceId),
      ]);
      const counts = new Map(groups.map((group) => [group.id, 0]));
      const onlyNamed: GroupView[] = [];
      for (const [name, count] of uses) {
        const group = groupNamed(groups, name);
        if (group) counts.set(group.id, (counts.get(group.id) ?? 0) + count);
        else if (count > 0) onlyNamed.push(viewNamed(name, count));
      }
      const setUp = groups.map((group) => viewGroup(group, users, counts.get(group.id) ?? 0));
      return [...setUp, ...onlyNamed].sort((one, other) => other.uses - one.uses || one.name.localeCompare(other.name));
    },

    async get(workspaceId: string, id: string): Promise<GroupView> {
      own(await store.get('groups', id), workspaceId, id);
      const found = (await this.list(workspaceId)).find((group) => group.id === id);
      return found as GroupView;
    },

    /** Throws name_taken when another group has the name, in any case. */
    async create(workspaceId: string, request: GroupRequest, by: string): Promise<GroupView> {
      const id = newId('grp');
      await store.transaction(async (tx) => {
        await refuseTaken(tx, workspaceId, request.name, undefined);
        const group = {
          id,
          workspaceId,
          name: request.name,
          formerNames: [],
          members: await idsOf(tx, workspaceId, request.members ?? []),
          timeZone: request.timeZone ?? DEFAULT_ZONE,
          workingHours: request.workingHours ?? [],
          channels: request.channels ?? [],
          createdAt: clock.now().toISOString(),
        };
        tx.put('groups', group);
        note(tx, group, 'group.made', by);
      });
      return this.get(workspaceId, id);
    },

    /** Approvals that were asked under the old name stay with the group when it is renamed. */
    async change(workspaceId: string, id: string, change: GroupChange, by: string): Promise<GroupView> {
      await store.transaction(async (tx) => {
        const group = own(await tx.get('groups', id), workspaceId, id);
        if (change.name !== undefined) await refuseTaken(tx, workspaceId, change.name, id);
        const changed = {
          ...group,
          ...(change.name !== undefined && renamed(group, change.name)),
          ...(change.members && { members: await idsOf(tx, workspaceId, change.members) }),
          timeZone: change.timeZone ?? group.timeZone,
          workingHours: change.workingHours ?? group.workingHours,
          channels: change.channels ?? group.channels,
        };
        tx.put('groups', changed);
        note(tx, changed, 'group.changed', by);
      });
      return this.get(workspaceId, id);
    },

    /** Approvals keep its name, and anybody who may decide can then decide them. */
    async remove(workspaceId: string, id: string, by: string): Promise<void> {
      await store.transaction(async (tx) => {
        const group = own(await tx.get('groups', id), workspaceId, id);
        tx.remove('groups', id);
        const times = await tx.get('times', workspaceId);
        if (times?.groups) {
          const others = times.groups.filter((each) => groupNamed([group], each.group) === undefined);
          tx.put('times', { ...times, groups: others });
        }
        note(tx, group, 'group.removed', by);
      });
    },
  };

  function note(tx: Transaction, { workspaceId, id, name }: Group, event: string, by: string): void {
    audit(tx, { workspaceId, at: clock.now().toISOString(), event, by, subject: id, text: name });
  }
}

function renamed(group: Group, name: string): Pick<Group, 'name' | 'formerNames'> {
  const former = new Set([...group.formerNames, group.name]);
  former.delete(name);
  return { name, formerNames: [...former] };
}

async function refuseTaken(tx: Transaction, workspaceId: string, name: string, id: string | undefined): Promise<void> {
  const groups = await tx.list('groups', workspaceId);
  const taken = groups.find((group) => group.id !== id && group.name.toLowerCase() === name.toLowerCase());
  if (!taken) return;
  throw new RelayError(
    409,
    'name_taken',
    'There is such a group',
    `A group is called “${taken.name}” already. Change that one, or choose another name.`,
    { errors: [{ path: 'name', message: 'Another group has this name.' }] },
  );
}

/** Throws InvalidRequest that names those who are not people of the workspace. */
async function idsOf(tx: Transaction, workspaceId: string, members: string[]): Promise<string[]> {
  const users = await tx.list('users', workspaceId);
  const found = members.map((member) =>
    users.find((user) => user.id === member || user.email === member.toLowerCase()),
  );
  const unknown = members.filter((_, index) => !found[index]);
  if (unknown.length > 0) {
    const message = `Not people of this workspace: ${unknown.join(', ')}. Invite them first.`;
    throw new InvalidRequest(message, [{ path: 'members', message }]);
  }
  return [...new Set(found.flatMap((user) => (user ? [user.id] : [])))];
}

function viewGroup(group: Group, users: User[], uses: number): GroupView {
  const { id, name, timeZone, workingHours, channels, createdAt } = group;
  const members = group.members.flatMap((member) => users.find((user) => user.id === member) ?? []);
  return {
    id,
    name,
    uses,
    members: members.map((user) => ({ id: user.id, email: user.email, name: user.name })),
    timeZone,
    workingHours,
    channels,
    createdAt,
  };
}

function viewNamed(name: string, uses: number): GroupView {
  return { id: null, name, uses, members: [], timeZone: DEFAULT_ZONE, workingHours: [], channels: [], createdAt: null };
}
