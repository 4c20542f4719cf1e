/** Where reviewers are told, and what has been posted there. */
import type { ChannelKindName, ChannelPerson } from '../../contract/channel.js';

export interface Channel {
  id: string;
  workspaceId: string;
  kind: ChannelKindName;
  name: string;
  /** What need not be secret. */
  settings: Record<string, unknown>;
  /** The other settings, as sealed JSON. */
  sealedSecrets: string;
  /** Of the address that it sends to: all that people see of it. */
  origin: string;
  people: ChannelPerson[];
  fallback: string | null;
  isDefault: boolean;
  createdAt: string;
  disabledAt: string | null;
  /** Since when its address has said that it is gone for good. */
  goneAt?: string | null;
  lastError: { at: string; text: string } | null;
  lastSentAt: string | null;
}

export interface Posts {
  id: string;
  workspaceId: string;
  createdAt: string;
  copies: PostedCopy[];
}

export interface PostedCopy {
  /** That of the delivery which posted it. */
  id: string;
  channelId: string;
  to: string | null;
  /** What the channel needs to find it again, such as Slack's channel and ts. */
  reference: Record<string, unknown>;
}
