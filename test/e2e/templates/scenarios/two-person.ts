import { HOOK_HEADER } from '../clouds';
import type { Scenario, Step } from '../scenario';

const asks = (customer: string, amount: string): Step => ({
  webhook: 'large-refund',
  headers: HOOK_HEADER,
  body: { customer, chargeId: 'ch_big', amount, currency: 'EUR' },
});
const STRIPE = 'POST api.stripe.com/v1/refunds';
const SLACK = 'POST slack.com/api/chat.postMessage';
const template = 'two-person-refund';

export const twoPerson: Scenario[] = [
  {
    template,
    outcome: 'Small: one yes',
    shows: 'Paid after the first yes',
    steps: [asks('c1', '999.00'), { waits: true }, { decide: 'approve', by: 'Mila' }],
    calls: [[STRIPE, { amount: '99900' }]],
  },
  {
    template,
    outcome: 'Large: two people',
    shows: 'Paid once after the second yes, with the amount of both',
    steps: [
      asks('c2', '2000.00'),
      { decide: 'approve', about: 'Refund 2000.00', by: 'Mila', change: { amount: '1500.00' } },
      { decide: 'approve', about: 'Second yes: refund 1500.00', by: 'Noah' },
    ],
    calls: [[STRIPE, { amount: '150000' }]],
  },
  {
    template,
    outcome: 'Large: the same person twice',
    shows: 'Nothing is paid; Slack is told',
    steps: [
      asks('c3', '2000.00'),
      { decide: 'approve', about: 'Refund 2000.00', by: 'Mila' },
      { decide: 'approve', about: 'Second yes', by: 'Mila' },
    ],
    calls: [[SLACK, { text: /Mila approved the refund to c3 twice/ }]],
  },
  {
    template,
    outcome: 'Rejected by the second',
    shows: 'Nothing is paid; Slack is told the reason',
    steps: [
      asks('c4', '2000.00'),
      { decide: 'approve', about: 'Refund 2000.00', by: 'Mila' },
      { decide: 'reject', about: 'Second yes', by: 'Noah', note: 'Not that much' },
    ],
    calls: [[SLACK, { text: /Not paid.*c4.*Not that much/ }]],
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'Nothing is paid; Slack is told',
    hurry: 3,
    steps: [asks('c5', '2000.00')],
    calls: [[SLACK, { text: /Not paid.*c5/ }]],
  },
];
