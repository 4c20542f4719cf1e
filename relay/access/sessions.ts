/** Signed-in people. The cookie's token is kept as a hash; ending a session forgets it. */
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import { NotFound } from '../errors.js';
import type { Session, User } from '../store/records.js';
import type { Store } from '../store/store.js';
import { hashPassword } from './passwords.js';
import { hashToken, newToken } from './tokens.js';

export const SESSION_DAYS = 14;
const DAY_MS = 86_400_000;
const LAST_SEEN_STEP_MS = 60_000;
const LONGEST_AGENT = 300;

export interface SignedIn {
  session: Session;
  user: User;
}
export type Sessions = ReturnType<typeof createSessions>;

export function createSessions({ store, clock }: { store: Store; clock: Clock }) {
  return {
    /** Ends every session but `present`: whoever knew the old password is out. */
    async changePassword(user: User, password: string, present: Session): Promise<void> {
      const passwordHash = await hashPassword(password);
      await store.transaction(async (tx) => {
        const latest = await tx.get('users', user.id);
        if (latest) tx.put('users', { ...latest, passwordHash });
        audit(tx, { ...aboutUser(user), event: 'person.password_changed', by: user.email, text: null });
        for (const session of await tx.list('sessions', user.workspaceId))
          if (session.userId === user.id && session.id !== present.id) tx.remove('sessions', session.id);
      });
    },

    /** Forgets those of this person that have run out, by the way. */
    async start(user: User, userAgent: string): Promise<SignedIn & { token: string }> {
      const token = newToken();
      const now = clock.now();
      const session: Session = {
        id: hashToken(token),
        workspaceId: user.workspaceId,
        userId: user.id,
        csrfToken: newToken(),
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + SESSION_DAYS * DAY_MS).toISOString(),
        userAgent: userAgent.slice(0, LONGEST_AGENT),
        lastSeenAt: now.toISOString(),
      };
      await store.transaction(async (tx) => {
        for (const old of await tx.list('sessions', user.workspaceId))
          if (old.userId === user.id && old.expiresAt <= session.createdAt) tx.remove('sessions', old.id);
        tx.put('sessions', session);
        const { workspaceId, email, id } = user;
        audit(tx, { workspaceId, at: session.createdAt, event: 'session.started', by: email, subject: id, text: null });
      });
      return { token, session, user };
    },

    /** The session in use. When it was last seen is noted about once a minute, by the way. */
    async find(token: string, onError: (error: unknown) => void): Promise<SignedIn | undefined> {
      const session = await store.get('sessions', hashToken(token));
      if (!session) return undefined;
      const now = clock.now();
      if (session.expiresAt <= now.toISOString()) {
        await this.end(session);
        return undefined;
      }
      const user = await store.get('users', session.userId);
      if (!user || user.disabledAt) return undefined;
      if (now.getTime() - Date.parse(session.lastSeenAt ?? session.createdAt) >= LAST_SEEN_STEP_MS)
        noteSeen(session.id, now).catch(onError);
      return { session, user };
    },

    /** Those of a person that still work, last used first. */
    async list(user: User): Promise<Session[]> {
      const now = clock.now().toISOString();
      const own = (await store.list('sessions', user.workspaceId)).filter(
        (session) => session.userId === user.id && session.expiresAt > now,
      );
      return own.sort((one, other) => (lastSeen(one) < lastSeen(other) ? 1 : -1));
    },

    async end(session: Session): Promise<void> {
      await store.transaction(async (tx) => {
        const user = await tx.get('users', session.userId);
        tx.remove('sessions', session.id);
        const { workspaceId, userId } = session;
        const at = clock.now().toISOString();
        audit(tx, { workspaceId, at, event: 'session.ended', by: user?.email ?? null, subject: userId, text: null });
      });
    },

    /** Ends one session of a person by its public id, or with `keep` all but that one. Throws NotFound. */
    async endOf(user: User, which: { id: string } | { keep: string | null }, by: string): Promise<void> {
      await store.transaction(async (tx) => {
        const own = (await tx.list('sessions', user.workspaceId)).filter((session) => session.userId === user.id);
        const ending = own.filter((each) => ('id' in which ? publicId(each) === which.id : each.id !== which.keep));
        if ('id' in which && ending.length === 0) throw new NotFound(which.id);
        for (const session of ending) {
          tx.remove('sessions', session.id);
          audit(tx, { ...aboutUser(user), event: 'session.ended', by, text: null });
        }
      });
    },
  };

  function aboutUser({ workspaceId, id }: User) {
    return { workspaceId, subject: id, at: clock.now().toISOString() };
  }

  async function noteSeen(id: string, at: Date): Promise<void> {
    await store.transaction(async (tx) => {
      const session = await tx.get('sessions', id);
      if (session) tx.put('sessions', { ...session, lastSeenAt: at.toISOString() });
    });
  }
}

/** What a session is called in the API: enough to tell it from others, too little to find it by. */
export const publicId = ({ id }: Session): string => id.slice(0, 16);

export const lastSeen = ({ lastSeenAt, createdAt }: Session): string => lastSeenAt ?? createdAt;
