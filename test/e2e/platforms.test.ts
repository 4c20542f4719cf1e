/** Each platform's whole way: its own payload → the inbox → a person decides in the browser → its cloud has the update. */
import type { Page } from 'playwright-core';
import seed from '../fixtures/cheqpoint/zendesk_trigger_request.json';
import newConversation from '../fixtures/fin-custom-helpdesk/create_conversation_request_ASSEMBLED.json';
import conversation from '../fixtures/intercom/conversation_conversation_found.json';
import question from '../fixtures/intercom/webhook_procedure_hitl_notification_created.json';
import { startBrowser, type Browser } from './support/browser';
import { startCloud, type Cloud, type CloudCall } from './support/fake-cloud';
import { until } from './support/processes';
import { startRelayProcess, type RelayProcess } from './support/relay-process';
import { signedIn } from './support/sign-in';

let relay: RelayProcess;
let cloud: Cloud;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [relay, cloud, browser] = await Promise.all([startRelayProcess(), startCloud(play), startBrowser()]);
  page = await signedIn(browser, relay);
}, 120_000);

afterAll(async () => {
  await Promise.all([relay?.stop(), cloud?.stop(), browser?.stop()]);
});

/** The clouds, as far as the relay asks them. */
function play({ method, path }: CloudCall): unknown {
  if (path.includes('/audits')) return { audits: [] };
  if (path.startsWith('/api/v2/tickets/'))
    return { ticket: { id: 9921, status: 'open', updated_at: '2026-03-02T09:00:00Z' } };
  if (method === 'GET' && path.startsWith('/conversations/')) return conversation;
  return {};
}

async function connect(platform: string, settings: object): Promise<string> {
  const { inboundUrl } = await relay.post('/api/connections', {
    platform,
    name: `Our ${platform}`,
    settings: { apiUrl: cloud.url, ...settings },
  });
  return inboundUrl as string;
}
async function arrive(inboundUrl: string, body: unknown): Promise<string> {
  const response = await fetch(inboundUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return ((await response.json()) as { id: string }).id;
}
async function open(id: string): Promise<void> {
  await page.goto(`${relay.url}/approvals/${id}`);
  await page.getByRole('region', { name: 'Decision' }).waitFor();
}
const changes = (path: string) =>
  until(`a change at ${path}`, async () => {
    const found = cloud.calls.filter((call) => call.method !== 'GET' && call.path.startsWith(path));
    return found.length > 0 ? found : undefined;
  });

test('Zendesk: the ticket gets the reply with the edited amount', async () => {
  const to = await connect('zendesk', {
    email: 'bot@acme.com',
    apiToken: 'zd',
    approvedComment: 'Refund of {{amount}} approved. {{note}}',
    approvedStatus: 'solved',
  });
  await open(await arrive(to, seed));
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Amount' }).fill('40.00');
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Shipping only');
  await page.getByRole('button', { name: 'Approve with 1 change' }).click();
  const [update] = await changes('/api/v2/tickets/9921');
  expect(update!.body.ticket).toMatchObject({
    comment: { body: 'Refund of 40.00 approved. Shipping only', public: true },
    status: 'solved',
    safe_update: true,
  });
});

test('Intercom: the conversation is closed with the reply', async () => {
  const to = await connect('intercom', { accessToken: 'tok', adminId: '991267696' });
  const author = { type: 'user', id: '1', name: 'Ana', email: 'ana@example.com' };
  const item = { ...conversation, admin_assignee_id: null, source: { ...conversation.source, author } };
  await open(
    await arrive(to, {
      type: 'notification_event',
      id: 'notif_1',
      topic: 'conversation.admin.assigned',
      data: { item },
    }),
  );
  await page.getByRole('button', { name: 'Approve' }).click();
  const [part] = await changes('/conversations/503/parts');
  expect(part!.body).toMatchObject({ message_type: 'close', admin_id: '991267696' });
});

test('Fin: the procedure goes on with what the teammate chose', async () => {
  const to = await connect('intercom', { accessToken: 'tok' });
  const sent = structuredClone(question);
  sent.data.item.expires_at = Math.floor(Date.now() / 1000) + 3600;
  await open(await arrive(to, sent));
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Correct the marked fields first.').waitFor();
  await page.getByLabel('Refund Reason').selectOption({ label: 'Defective Product' });
  await page.getByRole('button', { name: /^Approve with/ }).click();
  const [answer] = await changes('/procedures/215473853299345/collect_agent_input');
  expect(answer!.body).toEqual({
    step_id: sent.data.item.step_id,
    attribute_values: [
      { identifier: sent.data.item.attributes_to_collect[0]!.identifier, value: true },
      {
        identifier: sent.data.item.attributes_to_collect[1]!.identifier,
        value: '85f00ba7-558c-4b02-a397-6f5c3659941c',
      },
    ],
  });
});

test('Fin’s helpdesk: the customer gets the reviewer’s reply, and Fin is told of it', async () => {
  const { id, inboundUrl, generated } = await relay.post('/api/connections', {
    platform: 'fin-helpdesk',
    name: 'Our helpdesk',
    settings: { apiUrl: cloud.url, integrationId: 'a3c729d4e8f6b15c', webhookKey: 'whk' },
  });
  const call = async (operation: string, body: object, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const response = await fetch(`${inboundUrl}/${operation}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await response.json()) as Record<string, never>;
  };
  const { access_token: token } = await call('oauth/token', { client_id: id, client_secret: generated.clientSecret });
  const made = await call('create_conversation', newConversation, token);
  const conversationId: string = made.data!['conversation']['id'];
  await call('update_conversation', { conversation_id: conversationId, assignee_id: null }, token);
  const { items } = await relay.get('/api/approvals?status=PENDING&platform=fin-helpdesk');
  await open(items[0].id);
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByLabel('Reply to the customer').fill('The Pro plan is 40.00 EUR a month.');
  await page.getByRole('button', { name: 'Approve with 1 change' }).click();
  const told = await until('Fin to be told of the answer', async () => {
    const found = cloud.to('/hooks/standalone/custom_helpdesk_conversation_event/a3c729d4e8f6b15c');
    return found.some(({ body }) => body.event_type === undefined) ? found : undefined;
  });
  expect(told.map(({ body }) => body)).toEqual([
    { conversation_id: conversationId, event_type: 'agent_typing', data: { agent: expect.anything() } },
    { conversation_id: conversationId },
  ]);
  const { data } = await call('get_messages', { conversation_id: conversationId }, token);
  expect((data as unknown as Array<{ body: string }>).at(-1)!.body).toBe('<p>The Pro plan is 40.00 EUR a month.</p>');
});
