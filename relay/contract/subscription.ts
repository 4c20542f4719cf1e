/** URLs that are told about every matching event: the n8n trigger and Zapier's REST hooks. */
import { z } from 'zod';
import { ApprovalView } from './approval.js';
import { DeliveryView } from './delivery.js';

export const EVENT_TYPES = [
  'approval.requested',
  'approval.decided',
  'approval.expired',
  'approval.cancelled',
  'approval.assigned',
  'approval.escalated',
  'approval.target_missed',
  'delivery.failed',
] as const;
export const EventType = z.enum(EVENT_TYPES).meta({ id: 'EventType', title: 'Event' });

const several = (what: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: `${what} Several are separated by commas.` });

export const EventFilter = z
  .object({
    outcome: z
      .enum(['APPROVED', 'REJECTED'])
      .optional()
      .meta({ title: 'Outcome', description: 'Only decisions with this outcome.' }),
    action: several('Only this action.').meta({ title: 'Action' }),
    riskLevel: z
      .enum(['low', 'medium', 'high'])
      .optional()
      .meta({ title: 'Risk level', description: 'Only this risk.' }),
    platform: several('Only requests from this platform.').meta({ title: 'Platform' }),
    group: several('Only this review group.').meta({ title: 'Group' }),
  })
  .meta({ id: 'EventFilter', title: 'Filter' });

export const SubscriptionRequest = z
  .object({
    url: z.url({ protocol: /^https?$/, error: 'Use a full http:// or https:// address.' }).max(2000),
    events: z.array(EventType).min(1, 'Name at least one event.').max(EVENT_TYPES.length),
    filter: EventFilter.optional(),
  })
  .meta({ id: 'SubscriptionRequest', title: 'New subscription' });

export const SubscriptionView = z
  .object({
    id: z.string().meta({ example: 'sub_2f1c9a7d4be0583a66c1d2e4' }),
    url: z.string(),
    events: z.array(EventType),
    filter: EventFilter,
    createdAt: z.string(),
    disabledAt: z.string().nullable().meta({ description: 'Set when the receiver answered 410 Gone.' }),
  })
  .meta({ id: 'Subscription', title: 'Subscription' });

/** What a subscription's URL receives: an approval, or with `delivery.failed` the delivery that was given up. */
export const EventPayload = z
  .object({ type: EventType, timestamp: z.string(), data: z.union([ApprovalView, DeliveryView]) })
  .meta({ id: 'EventPayload', title: 'Event' });

export type EventType = z.infer<typeof EventType>;
export type EventFilter = z.infer<typeof EventFilter>;
export type SubscriptionRequest = z.infer<typeof SubscriptionRequest>;
export type SubscriptionView = z.infer<typeof SubscriptionView>;
export type EventPayload = z.infer<typeof EventPayload>;
