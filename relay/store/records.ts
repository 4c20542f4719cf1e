/**
 * What the relay remembers: one plain record a collection, described by subject in records/. Times are ISO 8601 in UTC,
 * so that text order is time order.
 */
import type { Attempts, Key, ReviewLink, Session, SetupLink } from './records/access.js';
import type { Approval, Batch } from './records/approval.js';
import type { AuditEntry, AuditFile } from './records/audit.js';
import type { Channel, Posts } from './records/channel.js';
import type { Connection, InboundEvent } from './records/connection.js';
import type { Delivery, Subscription } from './records/delivery.js';
import type { HelpdeskConversation, HelpdeskMessage, HelpdeskUser } from './records/helpdesk.js';
import type { Group, Invitation, User, Workspace } from './records/people.js';
import type { Rule } from './records/rule.js';
import type { SavedView } from './records/saved-view.js';
import type { Times } from './records/time.js';

export type * from './records/access.js';
export type * from './records/approval.js';
export type * from './records/audit.js';
export type * from './records/channel.js';
export type * from './records/connection.js';
export type * from './records/delivery.js';
export type * from './records/helpdesk.js';
export type * from './records/people.js';
export type * from './records/rule.js';
export type * from './records/saved-view.js';
export type * from './records/time.js';

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
  attempts: Attempts;
}
export type Collection = keyof Records;
