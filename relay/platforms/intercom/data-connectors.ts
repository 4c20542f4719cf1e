/**
 * The two data connectors by which Fin asks and looks again, as Intercom's API takes them (version 2.16).
 * Fin is answered within ten seconds; after that it reads the decision by the second connector.
 */
import { KEY_PLACEHOLDER, type SetUpAddress } from '../platform.js';

const HOLD_MS = 9_000;
const ANSWER = {
  status: 'pending',
  approvalId: 'req_2f1c9a7d4be0583a66c1d2e4',
  decisionNote: 'text',
  pollUrl: 'https://approvals.example.com/api/approvals/req_2f1c9a7d4be0583a66c1d2e4',
};
const input = (name: string, description: string, required = true) => ({
  name,
  type: 'string',
  description,
  required,
  default_value: '',
});

export function connectors({ publicUrl, key = KEY_PLACEHOLDER }: SetUpAddress) {
  const common = {
    direct_fin_usage: true,
    audiences: ['users', 'leads', 'visitors'],
    headers: [
      { name: 'x-api-key', value: key },
      { name: 'Content-Type', value: 'application/json' },
    ],
  };
  return [
    {
      ...common,
      name: 'Ask a person to approve',
      description:
        'Asks a human reviewer before an action is taken. Go on only if status is "approved"; if it is "pending", read the decision later.',
      http_method: 'post',
      url: `${publicUrl}/api/webhooks/inbound`,
      body: JSON.stringify({
        action: '{{action}}',
        summary: '{{summary}}',
        details: { conversationId: '{{conversation_id}}', amount: '{{amount}}', currency: '{{currency}}' },
        justification: '{{justification}}',
        agentName: 'Fin',
        maxWaitMs: HOLD_MS,
      }),
      data_inputs: [
        input('action', 'What is to be done, such as process_refund'),
        input('summary', 'One sentence for the reviewer: what happens if they say yes'),
        input('conversation_id', 'The conversation it is about'),
        input('amount', 'The amount, if money is moved', false),
        input('currency', 'Its currency, such as EUR', false),
        input('justification', 'Why the customer should get it', false),
      ],
      mock_response: ANSWER,
    },
    {
      ...common,
      name: 'Read the decision',
      description: 'Reads what the reviewer has decided. Status is PENDING, APPROVED or REJECTED.',
      http_method: 'get',
      url: `${publicUrl}/api/approvals/{{approval_id}}?wait=9`,
      data_inputs: [input('approval_id', 'The approvalId that the first connector gave')],
      mock_response: { status: 'APPROVED', decisionNote: 'text', decidedBy: 'text' },
    },
  ];
}
