import { HOOK_HEADER } from '../clouds';
import type { Scenario, Step } from '../scenario';

const writes: Step = {
  webhook: 'support-agent',
  headers: HOOK_HEADER,
  body: { ticketId: '9921', message: 'Please refund 400 on ch_123' },
};
const refund = (amount: string) => ({
  tool: 'refund',
  arguments: { toolParameters: { charge: 'ch_123', amount } },
});
const STRIPE = 'POST api.stripe.com/v1/refunds';
const REPLY = 'PUT acme.zendesk.com/api/v2/tickets/9921.json';
const template = 'ai-agent-tool-gate';

export const aiAgent: Scenario[] = [
  {
    template,
    outcome: 'Approved',
    shows: 'The tool runs with the agent’s arguments',
    model: [refund('40000'), { says: 'Refunded.' }],
    steps: [writes, { waits: true }, { decide: 'approve', about: '40000' }],
    calls: [
      [STRIPE, { charge: 'ch_123', amount: '40000' }],
      [REPLY, { ticket: { comment: { body: 'Refunded.' } } }],
    ],
    modelHears: 'refund',
  },
  {
    template,
    outcome: 'Approved with changes',
    shows: 'The agent calls again with the changed arguments; no second question',
    model: [refund('40000'), refund('4000'), { says: 'Refunded 40.' }],
    steps: [writes, { waits: true }, { decide: 'approve', about: '40000', change: { amount: '4000' } }],
    calls: [[STRIPE, { amount: '4000' }], [REPLY]],
    modelHears: 'only with these arguments',
  },
  {
    template,
    outcome: 'Rejected',
    shows: 'The agent is told the reason; the tool does not run',
    model: [refund('40000'), { says: 'Sorry, that is out of policy.' }],
    steps: [writes, { waits: true }, { decide: 'reject', note: 'Out of policy' }],
    calls: [[REPLY]],
    modelHears: 'Out of policy',
  },
  {
    template,
    outcome: 'Two calls in one turn',
    shows: 'Each is asked about; the agent hears what one gave and why the other was not allowed',
    model: [[refund('1100'), refund('2200')], { says: 'One was refunded, the other is out of policy.' }],
    steps: [writes, { decide: 'reject', about: '1100', note: 'Out of policy' }, { decide: 'approve', about: '2200' }],
    calls: [[STRIPE, { amount: '2200' }], [REPLY]],
    modelHears: 'Out of policy',
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'The agent is told that nobody answered; the tool does not run',
    hurry: 3,
    model: [refund('40000'), { says: 'Nobody could decide yet.' }],
    steps: [writes],
    calls: [[REPLY]],
    modelHears: 'answered',
  },
];
