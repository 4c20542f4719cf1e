import question from '../../../fixtures/intercom/webhook_procedure_hitl_notification_created.json';
import type { Scenario, Step } from '../scenario';

/** Fin's question in conversation `id`, answered within `seconds`. */
const asks = (id: string, seconds: number): Step => ({
  connection: 'intercom',
  sends: {
    ...question,
    id: `notif_${id}`,
    data: {
      ...question.data,
      item: { ...question.data.item, conversation_id: id, step_id: `step_${id}`, hitl_question: `Refund in ${id}?` },
    },
  },
  expiresIn: seconds,
});
const SLACK = 'POST slack.com/api/chat.postMessage';
const COLLECT = (id: string) => `POST api.intercom.io/procedures/${id}/collect_agent_input`;
const NOTE = (id: string) => `POST api.intercom.io/conversations/${id}/reply`;

export const finProcedure: Scenario[] = [
  {
    template: 'fin-procedure-ask-teammate',
    outcome: 'Answered yes',
    shows: 'Slack is told; Fin gets the values; the conversation a note of who answered',
    steps: [
      asks('701', 3600),
      { sees: /Fin asks/ },
      {
        decide: 'approve',
        about: 'in 701',
        change: { 'Approve Refund': true, 'Refund Reason': '85f00ba7-558c-4b02-a397-6f5c3659941c' },
      },
    ],
    calls: [
      [SLACK, { text: /Fin asks: Refund in 701/ }],
      [COLLECT('701'), { step_id: 'step_701' }],
      [NOTE('701'), { message_type: 'note', body: /answered by Set-up key: approved/ }],
    ],
  },
  {
    template: 'fin-procedure-ask-teammate',
    outcome: 'Answered no',
    shows: 'Slack is told; Fin gets no; the note has the reason',
    steps: [asks('702', 3600), { sees: /Fin asks/ }, { decide: 'reject', about: 'in 702', note: 'No receipt' }],
    calls: [
      [SLACK, { text: /Refund in 702/ }],
      [COLLECT('702'), { attribute_values: /false/ }],
      [NOTE('702'), { body: /rejected. No receipt/ }],
    ],
  },
  {
    template: 'fin-procedure-ask-teammate',
    outcome: 'Timed out',
    shows: 'Slack is told that nobody answered; Fin is told no',
    steps: [asks('703', 4), { sees: /Nobody answered Fin/ }],
    calls: [
      [COLLECT('703'), { attribute_values: /false/ }],
      [SLACK, { text: /Fin asks: Refund in 703/ }],
      [SLACK, { text: /Nobody answered Fin in time: Refund in 703/ }],
    ],
  },
];

const FIN = (customer: string): Step => ({ handsOver: customer });
const TICKET = 'POST acme.zendesk.com/api/v2/tickets.json';

export const finHelpdesk: Scenario[] = [
  {
    template: 'fin-helpdesk-hand-over',
    outcome: 'Taken over',
    shows: 'Slack is told; the customer has the reply; Zendesk has a ticket with it',
    steps: [
      FIN('Ana'),
      { sees: /hands over/ },
      { decide: 'approve', about: 'Ana', change: { reply: 'I am looking into it.' } },
    ],
    calls: [
      [SLACK, { text: /Fin hands over to a person.*Ana/ }],
      [TICKET, { ticket: /I am looking into it/ }],
    ],
  },
  {
    template: 'fin-helpdesk-hand-over',
    outcome: 'Rejected',
    shows: 'Zendesk has a ticket with the reason',
    steps: [FIN('Ben'), { sees: /hands over/ }, { decide: 'reject', about: 'Ben', note: 'Spam' }],
    calls: [
      [SLACK, { text: /Ben/ }],
      [TICKET, { ticket: /Not taken over: Spam/ }],
    ],
  },
  {
    template: 'fin-helpdesk-hand-over',
    outcome: 'Timed out',
    shows: 'Zendesk has a ticket that asks for a call back; Slack is told',
    steps: [
      {
        request: {
          action: 'fin_handover',
          platform: 'fin-helpdesk',
          summary: 'Fin hands over to a person: Cleo',
          details: { customer: 'Cleo', email: 'cleo@example.com' },
          expiresIn: 2,
        },
      },
      { sees: /Nobody took over in time: Fin/ },
    ],
    calls: [
      [SLACK, { text: /^Fin hands over to a person: Cleo/ }],
      [SLACK, { text: /Nobody took over in time/ }],
      [TICKET, { ticket: /Nobody took over in time. Customer: Cleo cleo@example.com/ }],
    ],
  },
];
