/** The whole way: what Zendesk sends → the inbox → a person changes it → the workflow that waited → Stripe and Zendesk. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import seed from '../fixtures/cheqpoint/zendesk_trigger_request.json';
import { startBrowser, type Browser } from './support/browser';
import { startCloud, type Cloud } from './support/fake-cloud';
import { startN8n, type N8n, type WorkflowNode } from './support/n8n';
import { callTo, refundGate, webhook } from './support/refund-gate';
import { ADMIN, KEY, SIGNING_SECRET, startRelayProcess, type RelayProcess } from './support/relay-process';
import { signedIn } from './support/sign-in';

let relay: RelayProcess;
let n8n: N8n;
let cloud: Cloud;
let browser: Browser;
let page: Page;
let credentials: { countersignApi: { id: string; name: string } };

beforeAll(async () => {
  [relay, cloud, browser, n8n] = await Promise.all([startRelayProcess(), startCloud(), startBrowser(), startN8n()]);
  const data = { relayUrl: relay.url, connectionKey: KEY, signingSecret: SIGNING_SECRET };
  credentials = { countersignApi: await n8n.createCredential('Countersign', 'countersignApi', data) };
  page = await signedIn(browser, relay);
}, 300_000);

afterAll(async () => {
  await Promise.all([relay?.stop(), n8n?.stop(), cloud?.stop(), browser?.stop()]);
});

async function approveWith(amount: string, summary: string): Promise<void> {
  await page.goto(relay.url);
  await page.getByRole('link', { name: new RegExp(summary) }).click();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Amount' }).fill(amount);
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Shipping only');
  await page.getByRole('button', { name: 'Approve with 1 change' }).click();
  await page.getByText(/The workflow got the answer/).waitFor();
}

test('a Zendesk trigger asks through an n8n that waits with our node', async () => {
  const hook = `ticket-${randomUUID()}`;
  const ask: WorkflowNode = {
    name: 'Ask',
    type: 'n8n-nodes-countersign.countersign',
    credentials,
    parameters: {
      resource: 'approval',
      operation: 'sendAndWait',
      action: '={{ $json.body.action }}',
      summary: '={{ $json.body.summary }}',
      details: '={{ $json.body.details }}',
      riskLevel: 'high',
    },
  };
  const id = await n8n.publish(
    'Zendesk refund',
    [webhook(hook), ask, callTo('Stripe', `${cloud.url}/stripe/refunds`), callTo('Zendesk', `${cloud.url}/tickets`)],
    [
      ['Webhook', 0, 'Ask'],
      ['Ask', 1, 'Stripe'],
      ['Ask', 2, 'Zendesk'],
    ],
  );
  await n8n.trigger(hook, seed);
  await n8n.execution(id, 'waiting');
  await approveWith('40.00', 'Refund request on ticket #9921');
  await n8n.execution(id, 'success');
  expect(cloud.to('/stripe/refunds')).toEqual([
    expect.objectContaining({
      body: expect.objectContaining({
        details: { ...seed.details, amount: '40.00' },
        originalDetails: seed.details,
        note: 'Shipping only',
        reviewer: ADMIN.email,
      }),
    }),
  ]);
  expect(cloud.to('/tickets')).toEqual([]);
});

test('the seed’s own payload is posted as it is, and a plain Wait node goes on with the edited amount', async () => {
  const hook = `plain-${randomUUID()}`;
  const post: WorkflowNode = {
    ...callTo('Post', `${relay.url}/api/webhooks/inbound`),
    parameters: {
      method: 'POST',
      url: `${relay.url}/api/webhooks/inbound`,
      sendHeaders: true,
      headerParameters: { parameters: [{ name: 'x-api-key', value: KEY }] },
      sendBody: true,
      specifyBody: 'json',
      jsonBody: '={{ { ...$json.body, summary: "Posted as it is", webhookUrl: $execution.resumeUrl } }}',
      options: {},
    },
  };
  const wait: WorkflowNode = {
    name: 'Wait',
    type: 'n8n-nodes-base.wait',
    typeVersion: 1.1,
    webhookId: randomUUID(),
    parameters: { resume: 'webhook', httpMethod: 'POST', options: {} },
  };
  const id = await n8n.publish(
    'By plain web requests',
    [webhook(hook), post, wait, callTo('Stripe', `${cloud.url}/plain/stripe`)],
    [
      ['Webhook', 0, 'Post'],
      ['Post', 0, 'Wait'],
      ['Wait', 0, 'Stripe'],
    ],
  );
  await n8n.trigger(hook, seed);
  await n8n.execution(id, 'waiting');
  await approveWith('12.00', 'Posted as it is');
  await n8n.execution(id, 'success');
  const [call] = cloud.to('/plain/stripe');
  expect(call!.body.body).toMatchObject({
    status: 'APPROVED',
    details: seed.details,
    modifiedDetails: { ...seed.details, amount: '12.00' },
    decidedBy: ADMIN.email,
  });
});

test('three items that different people decide leave by the right outputs', async () => {
  const { id, hook } = await refundGate(n8n, cloud, credentials);
  const refund = (ticketId: string) => ({ ticketId, requester: `${ticketId}@example.com`, amount: '90.00' });
  await n8n.trigger(hook, { refunds: [refund('501'), refund('502'), refund('503')] });
  await n8n.execution(id, 'waiting');
  const asked = await relay.pending(3);
  const of = (ticketId: string) => asked.find(({ details }) => details.ticketId === ticketId).id as string;
  const { key: nightShift } = await relay.post('/api/keys', { name: 'Night shift', scopes: ['decide', 'read'] });
  await fetch(`${relay.url}/api/approvals/${of('502')}/decision`, {
    method: 'POST',
    headers: { 'x-api-key': nightShift, 'content-type': 'application/json' },
    body: JSON.stringify({ verdict: 'reject', note: 'Twice the price' }),
  });
  await relay.decide(of('503'), { verdict: 'approve' });
  await approveWith('9.00', '501@example.com');
  await n8n.execution(id, 'success');
  const left = ['501', '502', '503'].map((ticketId) => {
    const { path, body } = cloud.calls.find((call) => call.path.endsWith(`/${ticketId}`))!;
    return [path, body.reviewer, body.details.amount];
  });
  expect(left).toEqual([
    ['/stripe/refunds/501', ADMIN.email, '9.00'],
    ['/zendesk/declined/502', 'Night shift', '90.00'],
    ['/stripe/refunds/503', 'Set-up key', '90.00'],
  ]);
});
