/** What lets somebody in, or answer one approval. Secrets are kept as hashes, or sealed. */
import type { Scope } from '../../contract/access.js';

export interface Session {
  /** SHA-256 of the cookie's token. */
  id: string;
  workspaceId: string;
  userId: string;
  csrfToken: string;
  createdAt: string;
  expiresAt: string;
  userAgent?: string;
  lastSeenAt?: string;
}

export interface SetupLink {
  /** SHA-256 of the link's token. */
  id: string;
  workspaceId: string;
  expiresAt: string;
}

export interface ReviewLink {
  id: string;
  workspaceId: string;
  approvalId: string;
  email: string;
  scope: 'decide' | 'read';
  madeBy: string;
  createdAt: string;
  expiresAt: string;
  usedAt: string | null;
  /** When it was taken back, and by whom; absent for one that was not. */
  withdrawnAt?: string;
  withdrawnBy?: string;
}

export interface Key {
  id: string;
  workspaceId: string;
  name: string;
  scopes: Scope[];
  /** SHA-256 of the key, hex. The key itself is not kept. */
  hash: string;
  hint: string;
  /** `whsec_…`, sealed with the master key. */
  sealedSigningSecret: string;
  cheqpointSignature: boolean;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

/** Wrong passwords and codes, of an account or from an address. */
export interface Attempts {
  /** `account …` or `address …`. */
  id: string;
  count: number;
  /** From then on they count from nothing again. */
  until: string;
}
