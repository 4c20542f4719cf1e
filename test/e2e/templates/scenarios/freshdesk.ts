import { HOOK_HEADER } from '../clouds';
import type { Scenario, Step } from '../scenario';

const asks = (ticketId: string): Step => ({
  webhook: 'freshdesk-refund',
  headers: HOOK_HEADER,
  body: {
    ticketId,
    subject: 'Arrived broken',
    email: 'ana@example.com',
    chargeId: 'ch_77',
    amount: '80.00',
    currency: 'EUR',
  },
});
const TICKET = (id: string) => `your-company.freshdesk.com/api/v2/tickets/${id}`;
const STRIPE = 'POST api.stripe.com/v1/refunds';
const template = 'freshdesk-refund';

export const freshdesk: Scenario[] = [
  {
    template,
    outcome: 'Approved',
    shows: 'Stripe refunds 80.00; reply; resolved',
    steps: [asks('41'), { waits: true }, { decide: 'approve' }],
    calls: [
      [STRIPE, { charge: 'ch_77', amount: '8000' }],
      [`POST ${TICKET('41')}/reply`, { body: /refunded 80.00 EUR/ }],
      [`PUT ${TICKET('41')}`, { status: 4 }],
    ],
  },
  {
    template,
    outcome: 'Approved with changes',
    shows: 'Stripe refunds 8.50; the reply says so',
    steps: [asks('42'), { waits: true }, { decide: 'approve', change: { amount: '8.5' } }],
    calls: [[STRIPE, { amount: '850' }], [`POST ${TICKET('42')}/reply`, { body: /8.5 EUR/ }], [`PUT ${TICKET('42')}`]],
  },
  {
    template,
    outcome: 'Rejected',
    shows: 'Private note with the reason',
    steps: [asks('43'), { waits: true }, { decide: 'reject', note: 'No photo' }],
    calls: [[`POST ${TICKET('43')}/notes`, { private: true, body: /No photo/ }]],
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'Private note that nobody decided',
    hurry: 3,
    steps: [asks('44')],
    calls: [[`POST ${TICKET('44')}/notes`, { private: true, body: /nobody decided/ }]],
  },
];
