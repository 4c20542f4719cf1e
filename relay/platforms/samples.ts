/** What each platform might send, to try a connection with. `{{unique}}` becomes another text each time. */
import type { PlatformName } from '../contract/connection.js';

export interface Sample {
  contentType: string;
  body: string;
}

const json = (value: unknown): Sample => ({ contentType: 'application/json', body: JSON.stringify(value, null, 2) });
const PERSON = { name: 'Ana Pérez', email: 'ana@example.com' };

export const samples: Record<PlatformName, Sample> = {
  zendesk: json({
    action: 'process_refund',
    summary: 'Refund request on ticket #9921 — Ana Pérez',
    riskLevel: 'high',
    details: {
      ticketId: '9921',
      requester: PERSON.email,
      amount: '400.00',
      currency: 'EUR',
      agentNote: 'Arrived broken.',
    },
  }),
  intercom: json({
    type: 'notification_event',
    id: 'notif_{{unique}}',
    topic: 'procedure.hitl_notification.created',
    data: {
      type: 'notification_event_data',
      item: {
        conversation_id: '215473853299345',
        step_id: 'step_{{unique}}',
        procedure_name: 'Refund',
        hitl_question: 'May this order be refunded?',
        attributes_to_collect: [
          { identifier: 'a1', name: 'Refund approved', data_type: 'boolean' },
          {
            identifier: 'a2',
            name: 'Refund reason',
            data_type: 'list',
            options: [
              { id: 'o1', label: 'Defective product' },
              { id: 'o2', label: 'Late delivery' },
            ],
          },
        ],
        recent_messages: [{ author: { type: 'user', name: PERSON.name }, body: '<p>The screen is broken.</p>' }],
      },
    },
  }),
  'fin-agent': json({
    event_name: 'fin_status_updated',
    conversation_id: 'conv_{{unique}}',
    user_id: 'user_123456',
    status: 'escalated',
    reason: 'The customer asked for a person.',
    created_at_ms: 1_764_000_000_000,
  }),
  'fin-helpdesk': json({
    title: 'Question about pricing',
    user: { id: 'user_123456', user_type: 'end_user', ...PERSON },
    object_id: '{{unique}}',
    assignee_id: null,
    attributes: { issue_type: 'Billing' },
    initial_message: {
      message_type: 'comment',
      body: '<p>Hi! I would like to know more about your plans.</p>',
      author: { id: 'user_123456', user_type: 'end_user' },
      visibility: 'public',
      object_id: '{{unique}}',
    },
  }),
  hubspot: json({
    objectId: 30_301,
    objectType: 'CONTACT',
    properties: { firstname: { value: 'Ana' }, lastname: { value: 'Pérez' }, discount: { value: '20' } },
  }),
  freshdesk: json({
    freshdesk_webhook: {
      ticket_id: 9921,
      ticket_subject: 'Refund for order 84120',
      ticket_priority: 'High',
      ticket_requester_email: PERSON.email,
    },
  }),
  salesforce: json({
    action: 'discount',
    summary: 'Discount of 20 % for Acme Ltd',
    details: { recordId: '5003000000D8cuI', amount: '400.00', currency: 'EUR' },
  }),
  generic: json({
    id: 'evt_{{unique}}',
    action: 'process_refund',
    subject: 'Refund 400.00 EUR to ana@example.com',
    details: { order: '84120', amount: '400.00', currency: 'EUR' },
    justification: 'The parcel arrived broken.',
  }),
};
