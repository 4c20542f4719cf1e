/** What goes out, and who has asked to be told. */
import type { Purpose } from '../../contract/channel.js';
import type { DeliveryAttempt, DeliveryView } from '../../contract/delivery.js';
import type { EventFilter, EventType } from '../../contract/subscription.js';
import type { Approval } from './approval.js';

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
  /** The invitation that is sent, with its link, which is kept nowhere else. */
  invitation?: { id: string; sealedUrl: string };
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
