/** The other operations and the trigger on a real n8n, as workflows that people build. */
import { randomUUID } from 'node:crypto';
import { startCloud, type Cloud } from './support/fake-cloud';
import { startN8n, type N8n, type WorkflowNode } from './support/n8n';
import { until } from './support/processes';
import { callTo, webhook } from './support/refund-gate';
import { KEY, SIGNING_SECRET, startRelayProcess, type RelayProcess } from './support/relay-process';

let relay: RelayProcess;
let n8n: N8n;
let cloud: Cloud;
let credentials: Record<string, { id: string; name: string }>;

beforeAll(async () => {
  [relay, cloud, n8n] = await Promise.all([startRelayProcess(), startCloud(), startN8n()]);
  credentials = { countersignApi: await n8n.createCredential('Countersign', 'countersignApi', credential()) };
}, 300_000);

afterAll(async () => {
  await Promise.all([relay?.stop(), n8n?.stop(), cloud?.stop()]);
});

const credential = (more: object = {}) => ({
  relayUrl: relay.url,
  connectionKey: KEY,
  signingSecret: SIGNING_SECRET,
  ...more,
});
const countersign = (name: string, operation: string, parameters: object, more: object = {}): WorkflowNode => ({
  name,
  type: 'n8n-nodes-countersign.countersign',
  credentials,
  parameters: { resource: 'approval', operation, ...parameters },
  ...more,
});
const request = {
  action: 'process_refund',
  summary: '={{ $json.body.summary }}',
  details: '={{ $json.body.details }}',
};

/** Runs these nodes one after the other, started by a webhook, and gives what each one put out. */
async function run(nodes: WorkflowNode[], body: object, status = 'success') {
  const hook = randomUUID();
  const all = [webhook(hook), ...nodes];
  const links = all.slice(1).map((node, index): [string, number, string] => [all[index]!.name, 0, node.name]);
  const id = await n8n.publish(hook, all, links);
  await n8n.trigger(hook, body);
  const execution = await n8n.execution(id, status);
  return n8n.outputsOf(execution.id);
}

test('the credential is tested against the relay, and a wrong one says so', async () => {
  const check = (data: object) =>
    n8n.call('POST', '/rest/credentials/test', {
      credentials: { id: '', name: 'Countersign', type: 'countersignApi', data },
    });
  expect((await check(credential())).data).toMatchObject({ status: 'OK' });
  expect((await check(credential({ connectionKey: 'cs_live_wrong' }))).data).toMatchObject({ status: 'Error' });
});

test('an approval is requested, read, commented, decided and found', async () => {
  const outputs = await run(
    [
      countersign('Request', 'request', request),
      countersign('Comment', 'addComment', { approvalId: '={{ $json.id }}', text: 'Seen by the bot' }),
      countersign('Get', 'get', { approvalId: '={{ $("Request").item.json.id }}' }),
      countersign('Decide', 'decide', {
        approvalId: '={{ $json.id }}',
        verdict: 'approve',
        decision: { note: 'Small', modifiedDetails: '{"amount":"4.00"}' },
      }),
      countersign('Find', 'getAll', { limit: 10, filters: { status: ['APPROVED'], q: 'forty' } }),
    ],
    { summary: 'Refund forty', details: { amount: '40.00' } },
  );
  const [asked] = outputs.Request!;
  expect(asked!.json).toMatchObject({ status: 'PENDING' });
  expect(outputs.Get![0]!.json).toMatchObject({
    id: asked!.json.id,
    status: 'PENDING',
    platform: 'n8n',
  });
  const { items } = await relay.get(`/api/approvals/${asked!.json.id}/timeline`);
  expect(items).toContainEqual(expect.objectContaining({ event: 'approval.commented', text: 'Seen by the bot' }));
  expect(outputs.Decide![0]!.json).toMatchObject({ status: 'APPROVED', modifiedDetails: { amount: '4.00' } });
  expect(outputs.Find!.map(({ json }) => json.id)).toEqual([asked!.json.id]);
});

test('an approval that is not needed any more is cancelled, and the workflow that waits for it says so', async () => {
  const outputs = await run(
    [
      countersign('Request', 'request', request),
      countersign('Cancel', 'cancel', { approvalId: '={{ $json.id }}', cancelNote: 'The customer took it back' }),
    ],
    { summary: 'Refund cancelled', details: {} },
  );
  expect(outputs.Cancel![0]!.json).toMatchObject({
    status: 'CANCELLED',
    decisionNote: 'The customer took it back',
  });
});

test('what the relay finds wrong stops the workflow with its words, or comes out as data when it continues', async () => {
  const stopped = countersign('Get', 'get', { approvalId: 'req_nobody' });
  const failed = await run([stopped], {}, 'error');
  expect(failed.error).toMatch(/req_nobody was not found/);
  const outputs = await run([{ ...stopped, onError: 'continueRegularOutput' }], {});
  expect(outputs.Get![0]!.json.error).toMatch(/req_nobody was not found/);
});

test('one wrong item of three leaves by itself when the waiting node continues on fail', async () => {
  const hook = randomUUID();
  const split: WorkflowNode = {
    name: 'Split',
    type: 'n8n-nodes-base.splitOut',
    parameters: { fieldToSplitOut: 'body.refunds', options: {} },
  };
  const ask = countersign(
    'Ask',
    'sendAndWait',
    { action: 'process_refund', summary: '={{ $json.summary }}', details: '={{ $json }}' },
    { onError: 'continueRegularOutput' },
  );
  const id = await n8n.publish(
    hook,
    [webhook(hook), split, ask, callTo('Approved', `${cloud.url}/continued`)],
    [
      ['Webhook', 0, 'Split'],
      ['Split', 0, 'Ask'],
      ['Ask', 1, 'Approved'],
    ],
  );
  await n8n.trigger(hook, { refunds: [{ summary: 'One' }, { summary: '' }, { summary: 'Three' }] });
  await n8n.execution(id, 'waiting');
  for (const { id: each } of await relay.pending(2)) await relay.decide(each, { verdict: 'approve' });
  await n8n.execution(id, 'success');
  expect(cloud.to('/continued').map(({ body }) => body.input.summary)).toEqual(['One', 'Three']);
});

const refundRequest = {
  action: 'process_refund',
  riskLevel: 'high',
  details: { ticketId: '9921', requester: 'ana@example.com', amount: '400.00' },
};

describe('the trigger', () => {
  const trigger = (parameters: object): WorkflowNode => ({
    name: 'When decided',
    type: 'n8n-nodes-countersign.countersignTrigger',
    credentials,
    webhookId: randomUUID(),
    parameters,
  });
  const subscriptions = async () => (await relay.get('/api/subscriptions')).items as Array<{ id: string; url: string }>;

  test('starts the workflow with what its filter lets through, from when it is published until it is not', async () => {
    const id = await n8n.publish(
      'Tell accounting',
      [
        trigger({ events: ['approval.decided'], filter: { action: 'process_refund', outcome: 'APPROVED' } }),
        callTo('Accounting', `${cloud.url}/accounting`),
      ],
      [['When decided', 0, 'Accounting']],
    );
    const [subscription] = await until('the subscription', async () => {
      const found = await subscriptions();
      return found.length === 1 ? found : undefined;
    });
    for (const [action, verdict] of [
      ['process_refund', 'reject'],
      ['cancel_plan', 'approve'],
      ['process_refund', 'approve'],
    ] as const) {
      const asked = await relay.post('/api/webhooks/inbound', { action, summary: action, details: { verdict } });
      await relay.decide(asked.id, { verdict });
    }
    await n8n.execution(id, 'success');
    const told = await until('the call', async () =>
      cloud.to('/accounting').length > 0 ? cloud.to('/accounting') : undefined,
    );
    expect(told.map(({ body }) => body)).toEqual([
      expect.objectContaining({ event: 'approval.decided', action: 'process_refund', status: 'APPROVED' }),
    ]);
    const forged = await fetch(subscription!.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"type":"approval.decided","data":{}}',
    });
    expect(forged.status).toBe(401);
    await n8n.call('POST', `/rest/workflows/${id}/deactivate`, {});
    await until('the end of the subscription', async () => ((await subscriptions()).length === 0 ? true : undefined));
    expect(cloud.to('/accounting')).toHaveLength(1);
  });

  test('starts on what the relay made of a Zendesk ticket, and gives what the official nodes ask for', async () => {
    const { inboundUrl } = await relay.post('/api/connections', {
      platform: 'zendesk',
      name: 'Support',
      settings: { subdomain: 'acme', email: 'bot@acme.com', apiToken: 'zd' },
    });
    const id = await n8n.publish(
      'Zendesk refunds',
      [
        {
          ...trigger({
            events: ['approval.requested'],
            filter: { platform: ['zendesk', 'intercom'], action: 'process_refund, cancel_plan', riskLevel: 'high' },
          }),
          typeVersion: 1.1,
        },
        {
          ...callTo('Ticket', `=${cloud.url}/ticket/{{ $json.reference.ticketId }}`),
          executeOnce: true,
        },
      ],
      [['When decided', 0, 'Ticket']],
    );
    await until('the subscription', async () => ((await subscriptions()).length === 1 ? true : undefined));
    await relay.post('/api/webhooks/inbound', { ...refundRequest, summary: 'Not from Zendesk' });
    for (const riskLevel of ['low', 'high']) {
      await fetch(inboundUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...refundRequest, summary: `A ${riskLevel} one`, riskLevel }),
      });
    }
    await n8n.execution(id, 'success');
    const told = await until('the call', async () =>
      cloud.to('/ticket/9921').length > 0 ? cloud.to('/ticket/9921') : undefined,
    );
    expect(told.map(({ body }) => body)).toEqual([
      expect.objectContaining({
        event: 'approval.requested',
        platform: 'zendesk',
        summary: 'A high one',
        reference: { ticketId: '9921' },
        sourceUrl: 'https://acme.zendesk.com/agent/tickets/9921',
      }),
    ]);
    await n8n.call('POST', `/rest/workflows/${id}/deactivate`, {});
  });
});
