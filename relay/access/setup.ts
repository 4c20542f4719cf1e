/** The first start, and how the first admin of a workspace comes in: by a link that works once and not for long. */
import type { Clock } from '../clock.js';
import type { SetupRequest } from '../contract/access.js';
import { RelayError } from '../errors.js';
import type { NewId } from '../ids.js';
import type { SetupLink, User, Workspace } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';
import type { Keys } from './keys.js';
import { hashPassword } from './passwords.js';
import { hashToken, newToken } from './tokens.js';

const LINK_HOURS = 1;
const HOUR_MS = 3_600_000;

export interface UnattendedSetup {
  email?: string;
  password?: string;
  key?: string;
  signingSecret?: string;
}
export type Setup = ReturnType<typeof createSetup>;

interface SetupDeps {
  store: Store;
  clock: Clock;
  newId: NewId;
  keys: Keys;
  publicUrl: string;
}

export function createSetup({ store, clock, newId, keys, publicUrl }: SetupDeps) {
  return {
    /** Makes the first workspace with what the operator gave, once; says the set-up link while nobody can sign in yet. */
    async firstStart(unattended: UnattendedSetup): Promise<string | undefined> {
      const passwordHash = unattended.password ? await hashPassword(unattended.password) : undefined;
      await store.transaction(async (tx) => {
        if ((await tx.list('workspaces')).length > 0) return;
        const workspace = newWorkspace(tx, 'Default');
        if (unattended.email && passwordHash) {
          tx.put(
            'users',
            newAdmin(workspace.id, unattended.email, unattended.email.split('@')[0] ?? 'Admin', passwordHash),
          );
        }
        if (unattended.key) {
          const request = { name: 'Set-up key', scopes: ['admin' as const], cheqpointSignature: false };
          keys.createIn(tx, workspace.id, request, { key: unattended.key, signingSecret: unattended.signingSecret });
        }
      });
      const [first] = await store.list('workspaces');
      if (!first || !(await isNeeded(first.id))) return undefined;
      return store.transaction(async (tx) => newLink(tx, first.id));
    },

    /** A workspace of its own, with the link by which its first admin signs up. */
    async addWorkspace(name: string): Promise<Workspace & { setupUrl: string }> {
      return store.transaction(async (tx) => {
        const workspace = newWorkspace(tx, name);
        return { ...workspace, setupUrl: newLink(tx, workspace.id) };
      });
    },

    /** Whether the relay has no account at all yet. */
    async isNeeded(): Promise<boolean> {
      return (await store.list('users')).length === 0;
    },

    async isValid(token: string): Promise<boolean> {
      return isLive(await store.get('setupLinks', hashToken(token)));
    },

    /** Makes the admin and uses the link up, in one step. Throws setup_link_invalid when it was used or has expired. */
    async use(request: SetupRequest): Promise<User> {
      const passwordHash = await hashPassword(request.password);
      return store.transaction(async (tx) => {
        const link = await tx.get('setupLinks', hashToken(request.token));
        if (!link || !isLive(link)) {
          const mend = 'Start the relay again for a new link, or sign in if you have an account.';
          throw new RelayError(
            410,
            'setup_link_invalid',
            'This link no longer works',
            `The set-up link was used already or has expired. ${mend}`,
          );
        }
        if (await tx.findUserByEmail(request.email)) {
          throw new RelayError(
            409,
            'email_taken',
            'Address in use',
            'There is an account with this e-mail address. Sign in with it, or use another address.',
          );
        }
        const user = newAdmin(link.workspaceId, request.email, request.name, passwordHash);
        tx.remove('setupLinks', link.id);
        tx.put('users', user);
        return user;
      });
    },
  };

  async function isNeeded(workspaceId: string): Promise<boolean> {
    return (await store.list('users', workspaceId)).length === 0;
  }

  function isLive(link: SetupLink | undefined): boolean {
    return link !== undefined && link.expiresAt > clock.now().toISOString();
  }

  function newWorkspace(tx: Transaction, name: string): Workspace {
    const workspace = { id: newId('wsp'), name, createdAt: clock.now().toISOString() };
    tx.put('workspaces', workspace);
    return workspace;
  }

  function newAdmin(workspaceId: string, email: string, name: string, passwordHash: string): User {
    return {
      id: newId('usr'),
      workspaceId,
      email,
      name,
      role: 'admin',
      passwordHash,
      createdAt: clock.now().toISOString(),
    };
  }

  function newLink(tx: Transaction, workspaceId: string): string {
    const token = newToken();
    const expiresAt = new Date(clock.now().getTime() + LINK_HOURS * HOUR_MS).toISOString();
    tx.put('setupLinks', { id: hashToken(token), workspaceId, expiresAt });
    return `${publicUrl}/setup?token=${token}`;
  }
}
