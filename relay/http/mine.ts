import { standIn } from '../people/available.js';
import type { Mine, Store } from '../store/store.js';
import type { Caller } from './authenticate.js';

/** What is for the caller, as a filter of lists. For a key it is what is for everybody. */
export async function mineOf(store: Store, { workspaceId, signedIn }: Caller, now: Date): Promise<Mine> {
  const [groups, users] = await Promise.all([store.list('groups', workspaceId), store.list('users', workspaceId)]);
  const me = signedIn?.user;
  const covered = me ? users.filter((user) => user.id === me.id || standIn(user, now) === me.email) : [];
  const ids = new Set(covered.map(({ id }) => id));
  const names = (own: typeof groups): Set<string> =>
    new Set(own.flatMap(({ name, formerNames }) => [name, ...formerNames]).map((name) => name.toLowerCase()));
  return {
    emails: covered.map(({ email }) => email.toLowerCase()),
    groups: names(groups.filter(({ members }) => members.some((member) => ids.has(member)))),
    known: names(groups),
  };
}
