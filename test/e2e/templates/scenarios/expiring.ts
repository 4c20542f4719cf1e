import { HOOK_HEADER } from '../clouds';
import type { Scenario, Step } from '../scenario';

const asks = (paymentId: string): Step => ({
  webhook: 'payment',
  headers: HOOK_HEADER,
  body: { paymentId, payee: `Supplier ${paymentId}`, amount: '1200.00', currency: 'EUR' },
});
const SLACK = 'POST slack.com/api/chat.postMessage';
const REMINDER: [string, object] = [SLACK, { text: /Still waiting/ }];
const ESCALATION: [string, object] = [SLACK, { channel: '#managers', text: /Nobody has decided/ }];
const template = 'expiring-request-escalation';

export const expiring: Scenario[] = [
  {
    template,
    outcome: 'Decided before the reminder',
    shows: 'Paid; nobody is reminded',
    hurry: 8,
    steps: [asks('p1'), { decide: 'approve', about: 'Supplier p1' }],
    calls: [['POST api.example.com/payments/p1/release', { amount: '1200.00' }]],
  },
  {
    template,
    outcome: 'Approved after the reminder',
    shows: 'Slack reminds; paid',
    hurry: 8,
    steps: [asks('p2'), { sees: /Still waiting/ }, { decide: 'approve', about: 'Supplier p2' }],
    calls: [['POST api.example.com/payments/p2/release'], REMINDER],
  },
  {
    template,
    outcome: 'Rejected after the escalation',
    shows: 'Slack reminds and tells the managers; the team is told why not',
    hurry: 8,
    steps: [asks('p3'), { sees: /Nobody has decided/ }, { decide: 'reject', about: 'Supplier p3', note: 'Twice' }],
    calls: [REMINDER, ESCALATION, [SLACK, { text: /Not paid.*Twice/ }]],
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'Slack reminds, tells the managers and says that it has expired; nothing is paid',
    hurry: 8,
    steps: [asks('p4'), { sees: /Not paid/ }],
    calls: [REMINDER, ESCALATION, [SLACK, { text: /Not paid.*before the deadline/ }]],
  },
];
