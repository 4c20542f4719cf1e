/** Connection keys: the `x-api-key` of a program, with its scopes and the secret that signs what we send to it. */
import { randomBytes } from 'node:crypto';
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import type { KeyRequest, KeyView, NewKey } from '../contract/access.js';
import type { NewId } from '../ids.js';
import type { Sealer } from '../seal.js';
import type { Key } from '../store/records.js';
import { own } from '../store/own.js';
import type { Store, Transaction } from '../store/store.js';
import { hashToken } from './tokens.js';

const LAST_USED_STEP_MS = 60_000;

export type Keys = ReturnType<typeof createKeys>;

export function createKeys({
  store,
  clock,
  newId,
  sealer,
}: {
  store: Store;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
}) {
  /** Per key id, when its last use was last written down. */
  const noted = new Map<string, number>();

  return {
    /** The only time that the key and its signing secret are known. */
    async create(workspaceId: string, request: KeyRequest, by: string): Promise<NewKey> {
      return store.transaction(async (tx) => this.createIn(tx, workspaceId, request, {}, by));
    },

    createIn(
      tx: Transaction,
      workspaceId: string,
      request: KeyRequest,
      given: { key?: string; signingSecret?: string },
      by: string | null = null,
    ): NewKey {
      const key = given.key ?? `cs_live_${randomBytes(24).toString('base64url')}`;
      const signingSecret = given.signingSecret ?? `whsec_${randomBytes(32).toString('base64')}`;
      const record: Key = {
        id: newId('key'),
        workspaceId,
        name: request.name,
        scopes: request.scopes,
        hash: hashToken(key),
        hint: key.slice(-4),
        sealedSigningSecret: sealer.seal(signingSecret),
        cheqpointSignature: request.cheqpointSignature,
        createdAt: clock.now().toISOString(),
        lastUsedAt: null,
        revokedAt: null,
      };
      tx.put('keys', record);
      const text = `${record.name}: ${record.scopes.join(', ')}`;
      audit(tx, { workspaceId, at: record.createdAt, event: 'key.created', by, subject: record.id, text });
      return { ...viewKey(record), key, signingSecret };
    },

    async list(workspaceId: string): Promise<KeyView[]> {
      return (await store.list('keys', workspaceId)).map(viewKey);
    },

    /** Ends a key at once. Callbacks of approvals it asked for are still signed with its secret. */
    async revoke(workspaceId: string, id: string, by: string): Promise<void> {
      await store.transaction(async (tx) => {
        const key = own(await tx.get('keys', id), workspaceId, id);
        if (key.revokedAt) return;
        const at = clock.now().toISOString();
        tx.put('keys', { ...key, revokedAt: at });
        audit(tx, { workspaceId, at, event: 'key.revoked', by, subject: id, text: key.name });
      });
    },

    /** The key in use, or undefined when it is unknown or revoked. Its last use is noted about once a minute, by the way. */
    async find(key: string, onError: (error: unknown) => void): Promise<Key | undefined> {
      const record = await store.findKeyByHash(hashToken(key));
      if (!record || record.revokedAt) return undefined;
      const now = clock.now().getTime();
      if (now - (noted.get(record.id) ?? 0) >= LAST_USED_STEP_MS) {
        noted.set(record.id, now);
        noteUse(record.id, new Date(now)).catch(onError);
      }
      return record;
    },
  };

  async function noteUse(id: string, at: Date): Promise<void> {
    await store.transaction(async (tx) => {
      const key = await tx.get('keys', id);
      if (key) tx.put('keys', { ...key, lastUsedAt: at.toISOString() });
    });
  }
}

function viewKey(key: Key): KeyView {
  const { id, name, scopes, hint, cheqpointSignature, createdAt, lastUsedAt, revokedAt } = key;
  return { id, name, scopes, hint, cheqpointSignature, createdAt, lastUsedAt, revokedAt };
}
