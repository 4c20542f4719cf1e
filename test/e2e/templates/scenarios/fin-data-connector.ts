import { HOOK_HEADER } from '../clouds';
import type { Scenario, Step } from '../scenario';

const asks = (conversationId: string, more: object): Step => ({
  webhook: 'fin/ask',
  headers: HOOK_HEADER,
  body: {
    conversationId,
    customerId: 'cus_1',
    email: 'ana.lima@example.com',
    amount: '25.00',
    currency: 'EUR',
    reason: 'Second late delivery',
  },
  ...more,
});
const reads = (answer: object): Step => ({
  webhook: 'fin/decision?approvalId={approvalId}',
  method: 'GET',
  headers: HOOK_HEADER,
  answer,
});
const CREDIT = 'POST api.stripe.com/v1/customers/cus_1/balance_transactions';
const NOTE = (id: string) => `POST api.intercom.io/conversations/${id}/reply`;
const template = 'fin-data-connector';

export const finDataConnector: Scenario[] = [
  {
    template,
    outcome: 'Approved while Fin waits',
    shows: 'Fin gets approved in the same call; booked once; note',
    steps: [asks('501', { meanwhile: [{ decide: 'approve' }], answer: { status: 'approved' } })],
    calls: [
      [CREDIT, { amount: '-2500', currency: 'eur' }],
      [NOTE('501'), { message_type: 'note', body: /approved by/ }],
    ],
  },
  {
    template,
    outcome: 'Rejected while Fin waits',
    shows: 'Fin gets rejected and the note; note on the conversation',
    steps: [
      asks('502', {
        meanwhile: [{ decide: 'reject', note: 'Too soon' }],
        answer: { status: 'rejected', note: 'Too soon' },
      }),
    ],
    calls: [[NOTE('502'), { body: /rejected by Set-up key. Too soon/ }]],
  },
  {
    template,
    outcome: 'Decided later, with changes',
    shows: 'Fin gets pending, then reads approved; the changed amount is booked',
    steps: [
      asks('503', { answer: { status: 'pending' } }),
      reads({ status: 'pending' }),
      { decide: 'approve', change: { amount: '10.00' } },
      reads({ status: 'approved', amount: '10.00' }),
    ],
    calls: [[CREDIT, { amount: '-1000' }], [NOTE('503')]],
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'Note that nobody answered; nothing is booked',
    steps: [
      {
        request: {
          action: 'goodwill_credit',
          summary: 'Credit 25.00 EUR',
          details: { conversationId: '504', amount: '25.00' },
          expiresIn: 2,
        },
      },
    ],
    calls: [[NOTE('504'), { body: /nobody answered in time/ }]],
  },
];
