/** The workflow of the main job: a webhook, one question for each refund, and a call to the cloud for each outcome. */
import { randomUUID } from 'node:crypto';
import type { Cloud } from './fake-cloud';
import type { N8n, WorkflowNode } from './n8n';

export interface Gate {
  /** The workflow's id. */
  id: string;
  /** The path of the webhook that starts it. */
  hook: string;
}

export const webhook = (hook: string): WorkflowNode => ({
  name: 'Webhook',
  type: 'n8n-nodes-base.webhook',
  typeVersion: 2,
  webhookId: randomUUID(),
  parameters: { httpMethod: 'POST', path: hook, responseMode: 'onReceived' },
});

export const callTo = (name: string, url: string): WorkflowNode => ({
  name,
  type: 'n8n-nodes-base.httpRequest',
  typeVersion: 4.2,
  parameters: { method: 'POST', url, sendBody: true, specifyBody: 'json', jsonBody: '={{ $json }}', options: {} },
});

/** Started with `{refunds: [{ticketId, requester, amount}]}`; calls say in their path which item n8n paired them with. */
export async function refundGate(
  n8n: N8n,
  cloud: Cloud,
  credentials: Record<string, unknown>,
  options: object = {},
): Promise<Gate> {
  const hook = `refund-${randomUUID()}`;
  const to = (path: string) => `=${cloud.url}${path}/{{ $("Split").item.json.ticketId }}`;
  const ask: WorkflowNode = {
    name: 'Ask',
    type: 'n8n-nodes-countersign.countersign',
    credentials,
    parameters: {
      resource: 'approval',
      operation: 'sendAndWait',
      action: 'process_refund',
      summary: '=Refund {{ $json.amount }} EUR to {{ $json.requester }}',
      details: '={{ $json }}',
      riskLevel: 'high',
      options,
    },
  };
  const nodes = [
    webhook(hook),
    { name: 'Split', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'body.refunds', options: {} } },
    ask,
    callTo('Timed out', to('/timed-out')),
    callTo('Stripe', to('/stripe/refunds')),
    callTo('Zendesk', to('/zendesk/declined')),
  ];
  const id = await n8n.publish(`Refund gate ${hook}`, nodes, [
    ['Webhook', 0, 'Split'],
    ['Split', 0, 'Ask'],
    ['Ask', 0, 'Timed out'],
    ['Ask', 1, 'Stripe'],
    ['Ask', 2, 'Zendesk'],
  ]);
  return { id, hook };
}
