/** The people of a workspace. A role is changed by admins alone, and a workspace never loses its last admin. */
import { audit } from '../audit/audit.js';
import type { Role } from '../contract/access.js';
import type { PersonChange, PersonView } from '../contract/people.js';
import { Forbidden, InvalidRequest, RelayError } from '../errors.js';
import { endReviewLinks } from './review-links.js';
import { own } from '../store/own.js';
import type { Away, Group, User } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';

export type People = ReturnType<typeof createPeople>;

/** Who changes a person. `userId` is null for a connection key. */
export interface Changer {
  isAdmin: boolean;
  userId: string | null;
  /** For the audit: an e-mail address or the name of a key. */
  name: string;
}

export function createPeople({ store, now }: { store: Store; now: () => Date }) {
  return {
    async list(workspaceId: string): Promise<PersonView[]> {
      const groups = await store.list('groups', workspaceId);
      return (await store.list('users', workspaceId)).map((user) => viewPerson(user, groups));
    },

    async get(workspaceId: string, id: string): Promise<PersonView> {
      const user = own(await store.get('users', id), workspaceId, id);
      return viewPerson(user, await store.list('groups', workspaceId));
    },

    /** Throws Forbidden when someone who is no admin changes a role or shuts someone out, last_admin for the last admin. */
    async change(workspaceId: string, id: string, change: PersonChange, by: Changer): Promise<PersonView> {
      await store.transaction(async (tx) => {
        const user = own(await tx.get('users', id), workspaceId, id);
        const isOwnName = change.name === undefined || by.userId === id;
        if (!by.isAdmin && (change.role !== undefined || change.disabled !== undefined || !isOwnName))
          throw new Forbidden(
            'Only an admin changes names and roles, or shuts people out. Ask an admin of the workspace.',
          );
        const changed: User = {
          ...user,
          name: change.name ?? user.name,
          role: change.role ?? user.role,
          ...(change.disabled !== undefined && {
            disabledAt: change.disabled ? (user.disabledAt ?? now().toISOString()) : null,
          }),
          ...(change.away !== undefined && { away: await checkedAway(tx, user, change.away) }),
        };
        await keepAnAdmin(tx, user, changed.disabledAt ? undefined : changed.role);
        tx.put('users', changed);
        const text = wordsFor(change);
        audit(tx, { workspaceId, at: now().toISOString(), event: 'person.changed', by: by.name, subject: id, text });
        if (changed.disabledAt) await endAccess(tx, user);
      });
      return this.get(workspaceId, id);
    },

    /** Takes the account away, with its sessions and its place in groups. What they decided stays under their e-mail address. */
    async remove(workspaceId: string, id: string, by: string): Promise<void> {
      await store.transaction(async (tx) => {
        const user = own(await tx.get('users', id), workspaceId, id);
        await keepAnAdmin(tx, user, undefined);
        tx.remove('users', id);
        const at = now().toISOString();
        audit(tx, { workspaceId, at, event: 'person.removed', by, subject: id, text: user.email });
        await endAccess(tx, user);
        for (const group of await tx.list('groups', workspaceId)) {
          if (group.members.includes(id))
            tx.put('groups', { ...group, members: group.members.filter((member) => member !== id) });
        }
      });
    },
  };
}

/** What a change was, for the audit. */
function wordsFor({ name, role, disabled, away }: PersonChange): string {
  return [
    ...(role === undefined ? [] : [`role: ${role}`]),
    ...(disabled === undefined ? [] : [disabled ? 'shut out' : 'let in again']),
    ...(name === undefined ? [] : [`name: ${name}`]),
    ...(away === undefined ? [] : [away ? `away until ${away.until}, delegate ${away.delegate ?? 'nobody'}` : 'back']),
  ].join(', ');
}

/** Throws InvalidRequest when the delegate is not someone else of the workspace who may decide. */
export async function checkedAway(tx: Transaction, user: User, away: Away | null): Promise<Away | null> {
  if (!away?.delegate) return away;
  const delegate = await tx.findUserByEmail(away.delegate);
  const wrong =
    !delegate || delegate.workspaceId !== user.workspaceId || delegate.disabledAt
      ? 'Nobody with this e-mail address is in the workspace. Choose one of its people.'
      : delegate.id === user.id
        ? 'Choose someone else to decide meanwhile.'
        : delegate.role === 'viewer'
          ? 'A viewer may not decide. Choose someone who may.'
          : undefined;
  if (wrong) throw new InvalidRequest(wrong, [{ path: 'away.delegate', message: wrong }]);
  return away;
}

/** Throws last_admin when nobody could administer the workspace after `user` has become `role` (undefined: gone). */
async function keepAnAdmin(tx: Transaction, user: User, role: Role | undefined): Promise<void> {
  if (user.role !== 'admin' || user.disabledAt || role === 'admin') return;
  const others = (await tx.list('users', user.workspaceId)).filter(
    (other) => other.id !== user.id && other.role === 'admin' && !other.disabledAt,
  );
  if (others.length > 0) return;
  const message = `${user.email} is the only admin. Make someone else an admin first.`;
  throw new RelayError(409, 'last_admin', 'The last admin stays', message);
}

/** Everything by which they are in: sessions, and links made out to them. */
async function endAccess(tx: Transaction, user: User): Promise<void> {
  await endReviewLinks(tx, user.workspaceId, user.email);
  for (const session of await tx.list('sessions', user.workspaceId)) {
    if (session.userId === user.id) tx.remove('sessions', session.id);
  }
}

function viewPerson(user: User, groups: Group[]): PersonView {
  const { id, email, name, role, createdAt } = user;
  return {
    id,
    email,
    name,
    role,
    away: user.away ?? null,
    groups: groups.filter(({ members }) => members.includes(id)).map((group) => group.name),
    hasSecondFactor: Boolean(user.totp),
    disabledAt: user.disabledAt ?? null,
    createdAt,
  };
}
