import { HOOK_HEADER } from '../clouds';
import type { Scenario, Step } from '../scenario';

const asks = (customer: string, amount: string, requestedBy = 'pia@example.com'): Step => ({
  webhook: 'large-refund',
  headers: HOOK_HEADER,
  body: { customer, chargeId: 'ch_big', amount, currency: 'EUR', requestedBy },
});
/** As the template's note says. */
const rule: Step = {
  rule: {
    name: 'Two people for large refunds',
    when: {
      match: 'all',
      conditions: [
        { what: 'action', is: 'is', value: 'process_refund' },
        { what: 'details.amount', is: 'gte', value: '1000 EUR' },
      ],
    },
    then: { quorum: { kind: 'count', count: 2 }, separateDuty: true },
  },
};
const STRIPE = 'POST api.stripe.com/v1/refunds';
const SLACK = 'POST slack.com/api/chat.postMessage';
const template = 'two-person-refund';

export const twoPerson: Scenario[] = [
  {
    template,
    outcome: 'Large, and the rule is missing',
    shows: 'Nothing is paid on one approval; Slack asks for the rule',
    steps: [asks('c0', '2000.00'), { decide: 'approve', about: 'Refund 2000.00 EUR to c0', by: 'Mila' }],
    calls: [[SLACK, { text: /only mila@example.com approved the refund of 2000.00 EUR to c0.*rule.*approvals\/req_/ }]],
  },
  {
    template,
    outcome: 'Small: one yes',
    shows: 'Paid after the first yes',
    steps: [rule, asks('c1', '999.00'), { waits: true }, { decide: 'approve', about: 'to c1', by: 'Mila' }],
    calls: [[STRIPE, { amount: '99900' }]],
  },
  {
    template,
    outcome: 'Large: two people, with a change',
    shows: 'One question with both in its timeline; paid once, the amount that both approved',
    steps: [
      rule,
      asks('c2', '2000.00'),
      { decide: 'approve', about: 'to c2', by: 'Mila', change: { amount: '1500.00' }, note: 'Half', then: 'PENDING' },
      { decide: 'approve', about: 'to c2', by: 'Noah', change: { amount: '1500.00' } },
      { timeline: /voted.*mila@example.com.*Half.*voted.*noah@example.com.*decided/ },
    ],
    calls: [[STRIPE, { amount: '150000' }]],
  },
  {
    template,
    outcome: 'Large: the same person twice',
    shows: 'It still waits for another; then Stripe pays once',
    steps: [
      rule,
      asks('c3', '2000.00'),
      { decide: 'approve', about: 'to c3', by: 'Mila', then: 'PENDING' },
      { decide: 'approve', about: 'to c3', by: 'Mila', then: 'PENDING' },
      { decide: 'approve', about: 'to c3', by: 'Noah' },
    ],
    calls: [[STRIPE, { amount: '200000' }]],
  },
  {
    template,
    outcome: 'Large: who asked wants to approve',
    shows: 'Refused; two others must',
    steps: [
      rule,
      asks('c4', '2000.00', 'noah@example.com'),
      { decide: 'approve', about: 'to c4', by: 'Noah', then: 'may_not_decide' },
      { decide: 'approve', about: 'to c4', by: 'Mila', then: 'PENDING' },
      { decide: 'approve', about: 'to c4', by: 'Olga' },
    ],
    calls: [[STRIPE, { amount: '200000' }]],
  },
  {
    template,
    outcome: 'Rejected by the second',
    shows: 'Nothing is paid; Slack is told the reason',
    steps: [
      rule,
      asks('c5', '2000.00'),
      { decide: 'approve', about: 'to c5', by: 'Mila', then: 'PENDING' },
      { decide: 'reject', about: 'to c5', by: 'Noah', note: 'Not that much' },
    ],
    calls: [[SLACK, { text: /Not paid.*c5.*Not that much/ }]],
  },
  {
    template,
    outcome: 'Timed out after one yes',
    shows: 'Nothing is paid; Slack is told',
    hurry: 3,
    steps: [rule, asks('c6', '2000.00'), { decide: 'approve', about: 'to c6', by: 'Mila', then: 'PENDING' }],
    calls: [[SLACK, { text: /Not paid.*c6/ }]],
  },
];
