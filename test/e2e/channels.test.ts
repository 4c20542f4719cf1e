/** The page on which channels are set up: a real relay process, a real Chromium, Slack played on loopback. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { barriers, DESK, PHONE, picture, startBrowser, type Browser } from './support/browser';
import { startCloud, type Cloud } from './support/fake-cloud';
import { until } from './support/processes';
import { ADMIN, SIGNING_SECRET, startRelayProcess, type RelayProcess } from './support/relay-process';
import { signedIn } from './support/sign-in';

let relay: RelayProcess;
let slack: Cloud;
let browser: Browser;
let page: Page;
let refuses = false;

beforeAll(async () => {
  slack = await startCloud(() =>
    refuses ? { ok: false, error: 'invalid_auth' } : { ok: true, channel: 'C012AB3CD', ts: '1.2' },
  );
  [relay, browser] = await Promise.all([startRelayProcess(), startBrowser()]);
  page = await signedIn(browser, relay);
}, 120_000);

afterAll(async () => {
  await Promise.all([relay?.stop(), slack?.stop(), browser?.stop()]);
});

afterEach(() => {
  expect(browser.complaints.splice(0)).toEqual([]);
});

async function holdsAt(name: string): Promise<void> {
  for (const viewport of [DESK, PHONE]) {
    await page.setViewportSize(viewport);
    expect(await barriers(page)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(DESK);
  await picture(page, name);
}

describe('the page Channels', () => {
  test('leads from an empty list to a Slack channel that works', async () => {
    await page.goto(`${relay.url}/channels`);
    await page.getByRole('heading', { name: 'No channels yet' }).waitFor();
    await page.getByRole('button', { name: 'New channel' }).click();
    await page.getByRole('radio', { name: 'Slack', exact: true }).check();
    await page.getByRole('textbox', { name: 'Name' }).fill('#approvals');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Go on to the set-up' }).click();
    await page.getByRole('heading', { level: 1, name: '#approvals' }).waitFor();
    await page.getByText('Not set up yet').waitFor();
    const manifest = JSON.parse(await page.locator('pre').first().innerText());
    const id = page.url().split('/').at(-1);
    expect(manifest.settings.interactivity.request_url).toBe(`${relay.url}/channels/${id}/slack`);

    await page.getByRole('textbox', { name: 'Channel id' }).fill('nonsense');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByText('Use the id of a channel or person', { exact: false }).count()).toBeGreaterThan(0);

    await page.getByRole('textbox', { name: 'Channel id' }).fill('C012AB3CD');
    await page.getByLabel('Bot token').first().fill('xoxb-1-test');
    await page.getByLabel('Signing secret').first().fill('a signing secret');
    await page.getByRole('textbox', { name: 'API address' }).fill(slack.url);
    await page.getByRole('switch').check();
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByRole('textbox', { name: 'Slack member id' }).fill('U0ALICE');
    await page.getByRole('combobox', { name: 'Reviewer here' }).click();
    await page.getByRole('option', { name: ADMIN.email }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    await page.getByText('Ready, nothing sent yet').waitFor();
    await page.getByRole('button', { name: 'Send test to #approvals' }).click();
    await page.getByText('The test message arrived.').waitFor();
    await page.getByText('Working', { exact: true }).waitFor();
    expect(slack.to('/chat.postMessage')).toHaveLength(1);
    await holdsAt('channel');
  });

  test('shows a channel that fails, with what to do, in the list', async () => {
    refuses = true;
    await relay.post('/api/webhooks/inbound', {
      action: 'process_refund',
      summary: 'Refund 400.00 EUR to ana@example.com',
      details: { amount: '400.00' },
    });
    const channels = async () => (await relay.get('/api/channels')).items;
    await until('the failure', async () => ((await channels())[0].status === 'failing' ? true : undefined));
    await relay.post('/api/channels', {
      kind: 'teams',
      name: 'Support in Teams',
      settings: { url: 'https://prod-1.logic.azure.com/1' },
      fallback: (await channels())[0].id,
    });
    await page.goto(`${relay.url}/channels`);
    await page.getByText('Slack answered invalid_auth. Check the bot token.').waitFor();
    await page.getByText('if it fails: #approvals', { exact: false }).waitFor();
    await holdsAt('channels');
    refuses = false;
  });

  test('asks before it removes one', async () => {
    await page.getByRole('link', { name: 'Support in Teams' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Channels' }).waitFor();
    expect((await relay.get('/api/channels')).items).toHaveLength(1);
  });

  test('shows one whose address is gone, which is switched on again', async () => {
    const receiver = createServer((_request, response) => response.writeHead(410).end());
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    const settings = { url, secret: SIGNING_SECRET };
    const { id } = await relay.post('/api/channels', { kind: 'webhook', name: 'Ledger', settings, isDefault: true });
    await relay.post('/api/webhooks/inbound', { action: 'refund', summary: 'Refund 3.00 EUR', details: {} });
    await until('the end', async () => (await relay.get(`/api/channels/${id}`)).status === 'gone' || undefined);
    await page.goto(`${relay.url}/channels/${id}`);
    await page.getByText('Turned off: its address is gone').waitFor();
    await page.getByText(/^The receiver answered 410/).waitFor();
    await holdsAt('channel-gone');
    await page.getByRole('button', { name: 'Switch on again' }).click();
    await page.getByText('Ready, nothing sent yet').waitFor();
    await relay.call('DELETE', `/api/channels/${id}`);
    await new Promise((resolve) => receiver.close(resolve));
  });

  test('and the approval says where it was told', async () => {
    const id = (
      await relay.post('/api/webhooks/inbound', {
        action: 'process_refund',
        summary: 'Refund 12.00 EUR to ana@example.com',
        details: { amount: '12.00' },
      })
    ).id as string;
    await until('the message', async () => slack.to('/chat.postMessage').length > 2 || undefined);
    await page.goto(`${relay.url}/approvals/${id}`);
    await page.getByText('Told in').waitFor();
    await page.getByRole('main').getByText('#approvals').waitFor();
  });
});
