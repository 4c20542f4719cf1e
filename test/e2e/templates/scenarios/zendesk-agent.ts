import { HOOK_HEADER } from '../clouds';
import type { Scenario, Step } from '../scenario';

const asks = (ticketId: string, more: object): Step => ({
  webhook: 'zendesk-agent/ask',
  headers: HOOK_HEADER,
  body: {
    ticketId,
    subscriptionId: 'sub_5521',
    plan: 'Premium',
    requester: 'ana.lima@example.com',
    reason: 'Price too high',
    effective: 'now',
  },
  ...more,
});
const looks = (answer: object): Step => ({
  webhook: 'zendesk-agent/decision?approvalId={approvalId}',
  method: 'GET',
  headers: HOOK_HEADER,
  answer,
});
const BILLING = 'POST api.example.com/subscriptions/sub_5521/cancel';
const template = 'zendesk-ai-agent-cancellation';

export const zendeskAgent: Scenario[] = [
  {
    template,
    outcome: 'Approved while the agent waits',
    shows: 'The agent gets approved in the same call; cancelled once; public reply',
    steps: [asks('301', { meanwhile: [{ decide: 'approve', about: '#301' }], answer: { status: 'approved' } })],
    calls: [
      [BILLING, { effective: 'now' }],
      ['PUT acme.zendesk.com/api/v2/tickets/301.json', { ticket: { status: 'solved' } }],
    ],
  },
  {
    template,
    outcome: 'Rejected while the agent waits',
    shows: 'The agent gets rejected and the note; internal note',
    steps: [
      asks('302', {
        meanwhile: [{ decide: 'reject', about: '#302', note: 'Contract runs until May' }],
        answer: { status: 'rejected', note: 'Contract runs until May' },
      }),
    ],
    calls: [['PUT acme.zendesk.com/api/v2/tickets/302.json', { ticket: { comment: { html_body: /until May/ } } }]],
  },
  {
    template,
    outcome: 'Decided later, with changes',
    shows: 'The agent gets pending, later approved with the new date; cancelled at that date',
    steps: [
      asks('303', { answer: { status: 'pending', approvalId: /^req_/ } }),
      looks({ status: 'pending' }),
      { decide: 'approve', about: '#303', change: { effective: 'end of month' } },
      looks({ status: 'approved', effective: 'end of month' }),
    ],
    calls: [
      [BILLING, { effective: 'end of month' }],
      ['PUT acme.zendesk.com/api/v2/tickets/303.json', { ticket: { comment: { body: /end of month/ } } }],
    ],
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'Internal note that nobody answered',
    steps: [
      {
        request: {
          action: 'cancel_subscription',
          summary: 'Cancel Premium (ticket #304)',
          details: { ticketId: '304', subscriptionId: 'sub_5521' },
          expiresIn: 2,
        },
      },
    ],
    calls: [
      [
        'PUT acme.zendesk.com/api/v2/tickets/304.json',
        { ticket: { comment: { html_body: /Nobody decided before the deadline/ } } },
      ],
    ],
  },
];
