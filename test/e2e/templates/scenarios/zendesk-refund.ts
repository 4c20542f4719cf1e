import { HOOK_HEADER } from '../clouds';
import type { Scenario, Step } from '../scenario';

const asks: Step = {
  webhook: 'zendesk-refund',
  headers: HOOK_HEADER,
  body: {
    action: 'process_refund',
    details: {
      ticketId: '9921',
      subject: 'Broken screen on arrival',
      requester: 'ana.lima@example.com',
      amount: '400.00',
      currency: 'EUR',
      chargeId: 'ch_123',
    },
  },
};
const TICKET = 'PUT acme.zendesk.com/api/v2/tickets/9921.json';
const template = 'zendesk-refund-gate';

export const zendeskRefund: Scenario[] = [
  {
    template,
    outcome: 'Approved',
    shows: 'Stripe refunds 400.00; public reply, solved',
    steps: [asks, { waits: true }, { decide: 'approve', about: 'ticket #9921' }],
    calls: [
      ['POST api.stripe.com/v1/refunds', { charge: 'ch_123', amount: '40000', 'metadata[ticketId]': '9921' }],
      [TICKET, { ticket: { status: 'solved', comment: { public: true } } }],
    ],
  },
  {
    template,
    outcome: 'Approved with changes',
    shows: 'Stripe refunds 40.00; the reply says 40.00',
    steps: [asks, { waits: true }, { decide: 'approve', change: { amount: '40.00' }, note: 'Shipping only' }],
    calls: [
      ['POST api.stripe.com/v1/refunds', { amount: '4000' }],
      [TICKET, { ticket: { comment: { body: /refunded 40.00 EUR/ } } }],
    ],
  },
  {
    template,
    outcome: 'Rejected',
    shows: 'Internal note with the reason; nothing is paid',
    steps: [asks, { waits: true }, { decide: 'reject', note: 'Out of policy' }],
    calls: [[TICKET, { ticket: { status: 'open', comment: { public: false, html_body: /Out of policy/ } } }]],
  },
  {
    template,
    outcome: 'Cancelled',
    shows: 'Internal note; nothing is paid',
    steps: [asks, { waits: true }, { decide: 'cancel', note: 'Ticket merged' }],
    calls: [[TICKET, { ticket: { status: 'open', comment: { public: false } } }]],
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'Internal note, ticket open; nothing is paid',
    hurry: 3,
    steps: [asks],
    calls: [[TICKET, { ticket: { status: 'open', comment: { html_body: /Nobody decided/ } } }]],
  },
  {
    template,
    outcome: 'Forged call',
    shows: 'Refused by the webhook',
    steps: [asks, { waits: true }, { ...asks, headers: {}, status: 403 }, { decide: 'reject' }],
    calls: [[TICKET]],
  },
];
