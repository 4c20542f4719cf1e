/** The main job on a real n8n: a workflow asks, waits, and goes on exactly once with what a person decided. */
import { createHmac, randomUUID } from 'node:crypto';
import { startCloud, type Cloud } from './support/fake-cloud';
import { startN8n, type N8n, type WorkflowNode } from './support/n8n';
import { KEY, SIGNING_SECRET, startRelayProcess, type RelayProcess } from './support/relay-process';

let relay: RelayProcess;
let n8n: N8n;
let cloud: Cloud;
let credentials: { countersignApi: { id: string; name: string } };

beforeAll(async () => {
  relay = await startRelayProcess();
  cloud = await startCloud();
  n8n = await startN8n();
  const data = { relayUrl: relay.url, connectionKey: KEY, signingSecret: SIGNING_SECRET };
  credentials = { countersignApi: await n8n.createCredential('Countersign', 'countersignApi', data) };
}, 300_000);

afterAll(async () => {
  await Promise.all([relay?.stop(), n8n?.stop(), cloud?.stop()]);
});

/** Webhook → one item for each of `body.refunds` → ask and wait → a call to the cloud for each outcome. */
async function refundWorkflow(options: object = {}): Promise<{ id: string; hook: string }> {
  const hook = `refund-${randomUUID()}`;
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
  const nodes: WorkflowNode[] = [
    { name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: randomUUID(), parameters: { httpMethod: 'POST', path: hook, responseMode: 'onReceived' } },
    { name: 'Split', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'body.refunds', options: {} } },
    ask,
    call('Timed out', '/timed-out'),
    call('Stripe', '/stripe/refunds'),
    call('Zendesk', '/zendesk/declined'),
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

function call(name: string, path: string): WorkflowNode {
  return {
    name,
    type: 'n8n-nodes-base.httpRequest',
    typeVersion: 4.2,
    parameters: {
      method: 'POST',
      url: cloud.url + path,
      sendBody: true,
      specifyBody: 'json',
      jsonBody: '={{ JSON.stringify({ ...$json, came: $("Split").item.json.ticketId, execution: $execution.id }) }}',
      options: {},
    },
  };
}

const refund = (ticketId: string, amount = '400.00') => ({ ticketId, requester: 'ana@example.com', amount, currency: 'EUR' });
const sentFor = (ticketId: string) => cloud.calls.filter((each) => each.body?.came === ticketId);

describe('a workflow that waits for an approval', () => {
  test('goes on with what the reviewer made of it', async () => {
    const { id, hook } = await refundWorkflow();
    await n8n.trigger(hook, { refunds: [refund('100')] });
    await n8n.execution(id, 'waiting');
    const [approval] = await relay.pending();
    expect(approval).toMatchObject({ summary: 'Refund 400.00 EUR to ana@example.com', platform: 'n8n', metadata: { n8n: { workflowId: id, node: 'Ask' } } });
    await relay.decide(approval.id, { verdict: 'approve', modifiedDetails: refund('100', '40.00'), note: 'Shipping only' });
    await n8n.execution(id, 'success');
    expect(sentFor('100')).toEqual([
      {
        method: 'POST',
        path: '/stripe/refunds',
        body: expect.objectContaining({
          approved: true, status: 'APPROVED', approvalId: approval.id, details: refund('100', '40.00'), originalDetails: refund('100'),
          changed: ['amount'], note: 'Shipping only', reviewer: 'Set-up key', autoDecided: false, input: refund('100'),
        }),
      },
    ]);
  });
});
