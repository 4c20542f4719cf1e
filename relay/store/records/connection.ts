/** Set-up platform accounts, and what came in from them. */
import type { RiskLevel } from '../../contract/approval-words.js';
import type { EVENT_OUTCOMES, PlatformName } from '../../contract/connection.js';

export interface Connection {
  id: string;
  workspaceId: string;
  platform: PlatformName;
  name: string;
  riskLevel: RiskLevel | null;
  group: string | null;
  /** What need not be secret. */
  settings: Record<string, unknown>;
  /** The other settings, as sealed JSON. */
  sealedSecrets: string;
  /** Signs the callbacks of its approvals; `whsec_…`, sealed. */
  sealedSigningSecret: string;
  createdAt: string;
}

export interface InboundEvent {
  id: string;
  workspaceId: string;
  connectionId: string;
  createdAt: string;
  dedupeKey: string | null;
  what: string;
  outcome: (typeof EVENT_OUTCOMES)[number];
  reason: string | null;
  approvalId: string | null;
  repeats: number;
  /** As it came, for those that are translated after they were answered, and for people to look at. */
  call: StoredCall;
}

export interface StoredCall {
  method: string;
  url: string;
  /** Without those that carry secrets. */
  headers: Record<string, string | undefined>;
  query: Record<string, string>;
  body: string;
}
