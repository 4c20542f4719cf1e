import type { Bundle, PlainOutputField, Trigger, ZObject } from 'zapier-platform-core';
import { deliveryFields } from '../contract.generated.js';
import { output } from '../fields.js';
import { narrowing } from '../hooks/approval-trigger.js';
import { receive } from '../hooks/receive.js';
import { filterOf, subscribe, unsubscribe } from '../hooks/subscription.js';
import { callRelay } from '../relay/call.js';

const EVENT = 'delivery.failed';
/** The relay's list of deliveries cannot be asked by approval, so it is offered for all. */
const LISTED = 10;

interface Attempt {
  at: string;
  status: number | null;
  error: string | null;
}

export interface DeliveryView {
  id: string;
  attempts: Attempt[];
  [field: string]: unknown;
}

/** Of the attempts only the last matters here, and as flat fields it can be mapped. */
function presentDelivery(delivery: DeliveryView) {
  const last = delivery.attempts.at(-1);
  const { attempts, ...rest } = delivery;
  return {
    ...rest,
    id: delivery.id,
    attemptCount: attempts.length,
    lastAttemptAt: last?.at ?? null,
    lastStatus: last?.status ?? null,
    lastError: last?.error ?? null,
  };
}

const outputFields: PlainOutputField[] = [
  ...Object.entries(deliveryFields)
    .filter(([name]) => name !== 'attempts')
    .map(([name, field]) => output(name, field)),
  { key: 'attemptCount', label: 'Attempts', type: 'integer' },
  { key: 'lastAttemptAt', label: 'Last Attempt At', type: 'datetime' },
  { key: 'lastStatus', label: 'Last Status', type: 'integer' },
  { key: 'lastError', label: 'Last Error', type: 'string' },
];

export const deliveryFailed = {
  key: 'delivery_failed',
  noun: 'Delivery',
  display: {
    label: 'Delivery Failed',
    description: 'Triggers when the relay gives up telling a waiting workflow or an address of a decision.',
  },
  operation: {
    type: 'hook' as const,
    inputFields: narrowing.map(({ altersDynamicFields: _altersDynamicFields, ...field }) => field),
    performSubscribe: (z: ZObject, bundle: Bundle) => subscribe(z, bundle, [EVENT], filterOf(bundle)),
    performUnsubscribe: unsubscribe,

    async perform(z: ZObject, bundle: Bundle) {
      const event = await receive<DeliveryView>(z, bundle, [EVENT]);
      return event ? [presentDelivery(event.data)] : [];
    },

    async performList(z: ZObject, bundle: Bundle) {
      const params = { status: 'failed', limit: LISTED };
      const { items } = await callRelay<{ items: DeliveryView[] }>(z, bundle, {
        method: 'GET',
        path: '/api/deliveries',
        params,
      });
      return items.map(presentDelivery);
    },

    sample: {
      id: 'msg_2f1c9a7d4be0583a66c1d2e4',
      kind: 'callback',
      approvalId: 'req_2f1c9a7d4be0583a66c1d2e4',
      batchId: null,
      host: 'flows.example.com',
      channel: null,
      event: 'approval.decided',
      status: 'failed',
      createdAt: '2026-03-02T09:01:00.000Z',
      nextAttemptAt: null,
      advice: 'Check that the receiver is running and can be reached from the relay.',
      summary: 'Refund 400.00 EUR to ana@example.com',
      pageUrl: 'https://approvals.example.com/approvals/req_2f1c9a7d4be0583a66c1d2e4',
      attemptCount: 12,
      lastAttemptAt: '2026-03-05T12:44:00.000Z',
      lastStatus: 500,
      lastError: 'The receiver answered 500.',
    },
    outputFields,
  },
} satisfies Trigger;
