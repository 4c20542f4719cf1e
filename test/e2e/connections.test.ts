/** Connecting a tool, from the choice to the first event, and looking after it: as an admin does it in a real Chromium. */
import type { Page } from 'playwright-core';
import { barriers, picture, PHONE, startBrowser, type Browser } from './support/browser';
import { startCloud, type Cloud, type CloudCall } from './support/fake-cloud';
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

afterEach(() => {
  expect(browser.complaints.splice(0)).toEqual([]);
});

function play({ path }: CloudCall): unknown {
  if (path.endsWith('/signing_secret')) return { signing_secret: { secret: 'whs_from_zendesk' } };
  return path.endsWith('/webhooks') ? { webhook: { id: '01HZ' } } : {};
}

/** At the desk and on the phone: nothing is a barrier, and nothing is wider than the screen. */
async function isFine(name: string): Promise<void> {
  await picture(page, name);
  expect(await barriers(page)).toEqual([]);
  const desk = page.viewportSize()!;
  await page.setViewportSize(PHONE);
  expect(await barriers(page)).toEqual([]);
  expect(await page.evaluate(() => document.querySelector('#content')!.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  await page.setViewportSize(desk);
}

test('a tool is chosen, connected, and seen to work', async () => {
  await page.goto(`${relay.url}/start`);
  await page.getByRole('link', { name: 'Choose a tool' }).click();
  await page.getByRole('heading', { name: 'Connect a tool' }).waitFor();
  await isFine('connect');
  await page.getByRole('link', { name: /^Zendesk/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Zendesk of support');
  await isFine('connect-form');
  await page.getByRole('button', { name: 'Make the connection' }).click();
  const { items } = await relay.get('/api/connections');
  await page.getByRole('button', { name: /^Copy: Make a webhook/ }).waitFor();
  expect(await page.getByText(`${relay.url}/in/${items[0].id}`).count()).toBeGreaterThan(1);
  await page.getByText('Waiting for the first event').waitFor();
  await page.getByRole('button', { name: 'Send a test event' }).click();
  await page.getByText('Became an approval').waitFor();
  await page.getByText('Test: Refund request on ticket #9921').waitFor();
  await isFine('connect-test');
});

test('what the tool itself sends appears while one looks, with what to mend', async () => {
  const [{ inboundUrl }] = (await relay.get('/api/connections')).items;
  await fetch(inboundUrl, { method: 'POST', body: '{"action": "refund" "amount": 400}' });
  await page.getByText('Could not be used').waitFor();
  await page.getByText(/Mend the template in the platform/).waitFor();
});

test('a wrong setting is marked where it is, and the rest is kept', async () => {
  await page.goto(`${relay.url}/connections`);
  await isFine('connections');
  await page.getByRole('link', { name: /Zendesk of support/ }).click();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByLabel('Subdomain').fill('acme.zendesk.com');
  await page.getByRole('button', { name: 'Save the changes' }).click();
  await page.getByText('Only the first part of your address').last().waitFor();
  await page.getByLabel('Subdomain').fill('');
  await page.getByLabel('API address').fill(cloud.url);
  await page.getByRole('textbox', { name: 'E-mail' }).fill('bot@acme.com');
  await page.getByLabel('API token').fill('zd-token');
  await page.getByRole('button', { name: 'Save the changes' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await isFine('connection-settings');
});

test('the relay sets the platform up when asked to', async () => {
  await page.getByRole('tab', { name: 'Set-up' }).click();
  await isFine('connection-set-up');
  await page.getByRole('button', { name: 'Do it for me' }).click();
  await page.getByText('Done. The platform is set up.').waitFor();
  expect(cloud.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /api/v2/webhooks',
    'GET /api/v2/webhooks/01HZ/signing_secret',
    'POST /api/v2/triggers',
  ]);
  const [{ inboundUrl }] = (await relay.get('/api/connections')).items;
  await fetch(inboundUrl, { method: 'POST', body: '{"action": "refund"}' });
  await page.getByRole('tab', { name: 'What came in' }).click();
  await page.getByText('Refused', { exact: true }).waitFor();
  await page.getByText(/was not signed with the secret/).waitFor();
  await isFine('connection-events');
});

test('a mapping is tried while it is typed, and saved when it is right', async () => {
  const { id, inboundUrl } = await relay.post('/api/connections', { platform: 'generic', name: 'Shop' });
  await fetch(inboundUrl, { method: 'POST', body: JSON.stringify({ order: { total: '€ 1.234,50', buyer: 'Ana' } }) });
  await page.goto(`${relay.url}/connections/${id}`);
  await page.getByRole('tab', { name: 'Try a payload' }).click();
  await page.getByRole('button', { name: 'Take the last one' }).click();
  const result = page.getByRole('region', { name: 'This approval' });
  await page.getByLabel('Summary').fill('"Refund for " & order.buyer');
  await result.getByText('Refund for Ana').waitFor();
  await page.getByLabel('Details').fill('{"amount": order.total, "buyer": order.buyer}');
  await result.getByText('1234.50 EUR').waitFor();
  await isFine('connection-trial');
  await page.getByLabel('Only when').fill('order.total =');
  await result.getByText('This does not work yet').waitFor();
  await page.getByLabel('Only when').fill('order.buyer = "Ben"');
  await result.getByText('It would be ignored').waitFor();
  await page.getByLabel('Only when').fill('true');
  await result.getByText('Refund for Ana').waitFor();
  await page.getByRole('button', { name: 'Save this mapping' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await fetch(inboundUrl, { method: 'POST', body: JSON.stringify({ order: { total: '5.00', buyer: 'Zoe' } }) });
  const { items } = await relay.get('/api/approvals?status=PENDING&platform=generic&q=Zoe');
  expect(items).toMatchObject([{ summary: 'Refund for Zoe', details: { amount: '5.00', buyer: 'Zoe' } }]);
});

test('Fin’s ways to ask are told apart, and a procedure’s questions come with their own steps', async () => {
  await page.goto(`${relay.url}/connect`);
  await page.getByRole('link', { name: /^Fin/ }).click();
  await page.getByText(/step “Ask teammate”/).waitFor();
  await isFine('connect-fin');
  await page.getByRole('link', { name: /^A procedure asks/ }).click();
  await page.getByLabel('Client secret').waitFor();
  expect(await page.getByLabel('Admin ID').isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Make the connection' }).click();
  await page.getByText(/procedure.hitl_notification.created/).waitFor();
  expect(await page.getByText(/data_connectors/).count()).toBe(0);
  await isFine('connect-fin-procedures');
  await page.getByRole('link', { name: 'Choose another way for Fin' }).click();
});

test('Fin’s data connectors get a key in one click, filled in and shown this once', async () => {
  await page.goto(`${relay.url}/connect/fin`);
  await page.getByRole('link', { name: /^A data connector/ }).click();
  await page.getByRole('button', { name: 'Make the connection' }).click();
  await page.getByText('YOUR_CONNECTION_KEY').first().waitFor();
  await page.getByRole('button', { name: 'Make a key and fill it in' }).click();
  await page.getByText(/is filled in below/).waitFor();
  const [definition] = await page.locator('.set-up pre').allTextContents();
  const [{ name, value }] = JSON.parse(definition!).headers;
  expect([name, value]).toEqual(['x-api-key', expect.stringMatching(/^cs_live_/)]);
  const answer = await fetch(`${relay.url}/api/approvals`, { headers: { [name]: value } });
  expect(answer.status).toBe(200);
  await page.getByText('The key has been used.').waitFor();
  await isFine('connect-fin-connectors');
  const { items } = await relay.get('/api/connections');
  const { id } = items.find(({ name: called }: { name: string }) => called === 'Fin data connectors');
  await page.goto(`${relay.url}/connections/${id}`);
  await page.getByRole('tab', { name: 'Set-up' }).click();
  await page.getByRole('heading', { name: 'Fin’s data connectors' }).waitFor();
  expect(await page.getByText(value).count()).toBe(0);
  await page.getByRole('button', { name: 'Make a key and fill it in' }).waitFor();
  await isFine('connection-set-up-fin');
});

test('Fin’s helpdesk shows its client secret once, with every address', async () => {
  await page.goto(`${relay.url}/connect/fin`);
  await page.getByRole('link', { name: /^Fin hands over to your own helpdesk/ }).click();
  await page.getByRole('button', { name: 'Make the connection' }).click();
  await page.getByRole('button', { name: 'Copy: Client secret for Fin' }).waitFor();
  await page.getByText('/create_conversation').first().waitFor();
  await page.getByRole('button', { name: 'Send a test event' }).click();
  await page.getByText(/Test: Fin hands over to a person/).waitFor();
});

test('n8n gets a key with everything filled in, and its first request is noticed', async () => {
  await page.goto(`${relay.url}/connect/n8n`);
  await page.getByRole('button', { name: 'Make a key for it' }).click();
  await page.getByText('n8n-nodes-countersign').waitFor();
  await isFine('connect-n8n');
  await page.getByRole('button', { name: 'Send a test event' }).click();
  await page.getByText('The key has been used.').waitFor();
  await page.getByRole('link', { name: 'Open it in the inbox' }).click();
  await page.getByRole('heading', { level: 1, name: /Test: refund/ }).waitFor();
});

test('a connection is removed after a question', async () => {
  const { id } = await relay.post('/api/connections', { platform: 'hubspot', name: 'Old CRM' });
  await page.goto(`${relay.url}/connections/${id}`);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Remove the connection' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the connection' }).click();
  await page.getByRole('heading', { name: 'Connections' }).waitFor();
  expect((await relay.get(`/api/connections/${id}`)).status).toBe(404);
});
