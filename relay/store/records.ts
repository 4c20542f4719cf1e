/** What the relay remembers: one plain record a collection. Times are ISO 8601 in UTC, so that text order is time order. */
import type { ApprovalStatus, Comment, RiskLevel } from '../contract/approval.js';
import type { Role, Scope } from '../contract/access.js';
import type { ChannelKindName, ChannelPerson, Purpose } from '../contract/channel.js';
import type { EVENT_OUTCOMES, PlatformName } from '../contract/connection.js';
import type { WorkingHours } from '../contract/people.js';
import type { DeliveryAttempt, DeliveryView } from '../contract/delivery.js';
import type { EventFilter, EventType } from '../contract/subscription.js';
import type { Routed, Rule } from './rule-records.js';

export type { Rule } from './rule-records.js';
import type { SavedView, Timed, Times } from './time-records.js';

export type { ApprovalClock, Moment, SavedView, Times } from './time-records.js';

export interface Workspace {
  id: string;
  name: string;
  createdAt: string;
  requireSecondFactor?: boolean;
}

export interface User {
  id: string;
  workspaceId: string;
  email: string;
  name: string;
  role: Role;
  /** scrypt, with its parameters and salt. */
  passwordHash: string;
  createdAt: string;
  /** Out of office, with who decides meanwhile. */
  away?: Away | null;
  /** Since when they may not come in; null or absent for those who may. */
  disabledAt?: string | null;
  /** The second factor, when it is on. */
  totp?: Totp | null;
  /** A secret that was shown and not confirmed yet, sealed. */
  sealedTotpSetup?: string | null;
}

export interface Totp {
  sealedSecret: string;
  /** The step of time of the last code that passed: neither it nor an earlier one passes again. */
  lastStep: number;
  since: string;
  /** SHA-256 of the recovery codes that are left. */
  recovery: string[];
}

export interface Away {
  from: string;
  until: string;
  /** E-mail address of the person who decides in their stead. */
  delegate: string | null;
}

/** A review group. Approvals refer to it by its name. */
export interface Group {
  id: string;
  workspaceId: string;
  name: string;
  /** Names by which approvals that were asked before a renaming still call it. */
  formerNames: string[];
  /** Ids of users. */
  members: string[];
  /** An IANA name, such as Europe/Lisbon. */
  timeZone: string;
  /** By ISO day of the week; empty means always. */
  workingHours: WorkingHours[];
  /** Ids of the channels where it is told by default. */
  channels: string[];
  createdAt: string;
}

/** How a person comes in: by a link that works once. Its token is the id and a secret; only the secret's hash is kept. */
export interface Invitation {
  id: string;
  workspaceId: string;
  email: string;
  role: Role;
  hash: string;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
}

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

/** A one-time link by which the first admin of a workspace signs up. */
export interface SetupLink {
  /** SHA-256 of the link's token. */
  id: string;
  workspaceId: string;
  expiresAt: string;
}

/** A link by which somebody without an account answers one approval. */
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

export interface Callback {
  url: string;
  confirmation: 'status' | 'marker';
  delaySeconds?: number;
}

/** Something that people did besides deciding. */
export interface Happening {
  at: string;
  event:
    | 'approval.seen'
    | 'approval.routed'
    | 'approval.voted'
    | 'approval.votes_restarted'
    | 'callback.registered'
    | 'approval.claimed'
    | 'approval.released'
    | 'approval.assigned'
    | 'approval.delegated'
    | 'approval.prioritised'
    | 'approval.reminded'
    | 'approval.reassigned'
    | 'approval.target_missed'
    | 'approval.escalated'
    | 'approval.answered_by_link'
    | 'approval.answered_for';
  by: string | null;
  text?: string | null;
}

/** Which connection an approval came by, and what is needed to write its decision back there. */
export interface Source {
  connectionId: string;
  reference: Record<string, unknown>;
  /** Where the write-back goes, or null when there is none. */
  url: string | null;
  /** Where a person sees it in the platform. */
  link: string | null;
}

export interface Approval extends Routed, Timed {
  id: string;
  workspaceId: string;
  /** The key it was asked with (its secret signs the callbacks), or null when a signed-in person asked. */
  keyId: string | null;
  status: ApprovalStatus;
  action: string;
  summary: string;
  details: Record<string, unknown>;
  modifiedDetails: Record<string, unknown> | null;
  detailsSchema: Record<string, unknown> | null;
  riskLevel: RiskLevel;
  priority: 'low' | 'normal' | 'urgent';
  justification: string | null;
  agentName: string | null;
  metadata: Record<string, unknown>;
  platform: string;
  group: string | null;
  reviewers: string[];
  batchId: string | null;
  source: Source | null;
  createdAt: string;
  expiresAt: string;
  onExpiry: 'reject' | 'approve';
  /** What the caller was told to look at; said again when the same request is repeated. */
  warnings: string[];
  idempotencyKey: string | null;
  /** SHA-256 of the request as it was validated, to tell a repetition from another request with the same key. */
  requestHash: string | null;
  /** Within which a reviewer's changes count as allowed for the next request, and the request that made use of it. */
  changeScope: string | null;
  allowanceUsedBy: string | null;
  callbacks: Callback[];
  comments: Comment[];
  happenings: Happening[];
  decisionNote: string | null;
  decisionReasonCode: string | null;
  decidedAt: string | null;
  decidedBy: string | null;
  /** E-mails of those in whose stead a delegate decided. */
  decidedFor?: string | null;
  decidedVia?: 'link' | null;
  autoDecided: boolean;
}

export interface Batch {
  id: string;
  workspaceId: string;
  keyId: string | null;
  approvalIds: string[];
  /** Counted down in the transaction that settles each approval. */
  pending: number;
  callback: Callback | null;
  idempotencyKey: string | null;
  requestHash: string | null;
  createdAt: string;
  expiresAt: string;
}

/** A set-up platform account. */
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

/** What came in at a connection's address, kept for a week. */
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

/** A customer in a helpdesk that the relay plays for Fin. */
export interface HelpdeskUser {
  /** Of the connection and `publicId`, so that each is found without an index. */
  id: string;
  workspaceId: string;
  connectionId: string;
  /** What Fin calls it. */
  publicId: string;
  name: string | null;
  email: string | null;
  photoUrl: string | null;
  attributes: Record<string, unknown>;
  createdAt: string;
}

export interface HelpdeskConversation {
  /** Made of the connection and Fin's own `object_id`, so that the same conversation is never made twice. */
  id: string;
  workspaceId: string;
  connectionId: string;
  userId: string;
  status: 'open' | 'resolved' | 'closed' | 'ended';
  title: string | null;
  tags: string[];
  attributes: Record<string, unknown>;
  /** Null when Fin has handed it over and nobody has taken it yet. */
  assigneeId: string | null;
  lastUserReadAt: string | null;
  /** Each message knows the one before it. */
  lastMessageId: string | null;
  lastUserMessageId: string | null;
  /** The newest request for a person's answer, and the customer's message that it was about. */
  handover: { approvalId: string; userMessageId: string | null } | null;
  createdAt: string;
  updatedAt: string;
}

export interface HelpdeskMessage {
  /** Made of the conversation and Fin's `object_id`, or of the approval that it answers. */
  id: string;
  workspaceId: string;
  connectionId: string;
  conversationId: string;
  previousId: string | null;
  /** HTML, as it came. */
  body: string | null;
  author: HelpdeskAuthor;
  visibility: 'public' | 'private';
  attachments: Array<{ url: string; filetype: string; filename: string }>;
  createdAt: string;
}

export interface HelpdeskAuthor {
  id: string;
  userType: 'end_user' | 'agent';
  name: string | null;
  email: string | null;
}

export interface Subscription {
  id: string;
  workspaceId: string;
  keyId: string | null;
  url: string;
  events: EventType[];
  filter: EventFilter;
  createdAt: string;
  disabledAt: string | null;
}

/** One outgoing request. Its body is composed from what it is about, which no longer changes, whenever it is sent. */
export interface Delivery {
  /** Sent as `webhook-id`, the same on every attempt. */
  id: string;
  workspaceId: string;
  /** Whose secret signs it; null signs with nothing. */
  keyId: string | null;
  kind: 'callback' | 'event' | 'writeBack' | 'lookUp' | 'notification';
  event: EventType | 'batch.settled' | 'event.received' | `channel.${Purpose}`;
  approvalId: string | null;
  batchId: string | null;
  subscriptionId: string | null;
  /** For a look-up: what came in and is to be translated. */
  eventId: string | null;
  url: string;
  confirmation: 'status' | 'marker';
  status: 'queued' | 'delivered' | 'failed' | 'cancelled';
  createdAt: string;
  /** When to try next while queued; null otherwise. */
  dueAt: string | null;
  attempts: DeliveryAttempt[];
  /** How many attempts of the schedule are used up; quick repetitions while n8n parks its execution do not count. */
  failures: number;
  /** For an event: the approval as it was then. A callback reads the settled approval instead. */
  snapshot: Approval | null;
  /** For the event `delivery.failed`: the delivery that was given up, as people see it. */
  failed?: DeliveryView;
  /** For a notification: whom it tells, and why. */
  notification?: Notification;
}

export interface Notification {
  channelId: string;
  channelName: string;
  purpose: Purpose;
  /** The one address that this is for, when the channel tells each person separately. */
  to: string | null;
  /** The posted copy that is brought up to date; null posts a new one. */
  copyId: string | null;
  /** Channels that have failed to tell this already. */
  tried: string[];
  /** What the adapter is to answer somebody who pressed something. */
  reply?: Record<string, unknown>;
}

/** A set-up channel in which reviewers are told. */
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
  lastError: { at: string; text: string } | null;
  lastSentAt: string | null;
}

/** Where an approval has been posted: its id is the approval's. */
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

/** One line of the audit, linked to the one before it (see audit-chain.ts). */
export interface AuditEntry {
  id: string;
  workspaceId: string;
  /** Counted from 1 in each workspace, without gaps. */
  seq: number;
  at: string;
  event: string;
  by: string | null;
  subject: string | null;
  text: string | null;
  hash: string;
}

/** How much of a workspace's audit has moved to its file: entries up to `seq`, in the first `bytes` bytes. */
export interface AuditFile {
  /** The workspace's. */
  id: string;
  workspaceId: string;
  seq: number;
  hash: string;
  bytes: number;
}

export interface Records {
  workspaces: Workspace;
  users: User;
  sessions: Session;
  setupLinks: SetupLink;
  groups: Group;
  invitations: Invitation;
  reviewLinks: ReviewLink;
  keys: Key;
  approvals: Approval;
  batches: Batch;
  subscriptions: Subscription;
  deliveries: Delivery;
  connections: Connection;
  events: InboundEvent;
  rules: Rule;
  helpdeskUsers: HelpdeskUser;
  helpdeskConversations: HelpdeskConversation;
  helpdeskMessages: HelpdeskMessage;
  audit: AuditEntry;
  auditFiles: AuditFile;
  channels: Channel;
  posts: Posts;
  times: Times;
  savedViews: SavedView;
}
export type Collection = keyof Records;
