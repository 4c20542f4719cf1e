/** The inbox as its reviewers use it: a real relay process and a real Chromium. */
import type { Page } from 'playwright-core';
import { barriers, picture, PHONE, startBrowser, type Browser } from './support/browser';
import { startCloud, type Cloud } from './support/fake-cloud';
import { until } from './support/processes';
import { ADMIN, startRelayProcess, type RelayProcess } from './support/relay-process';
import { signedIn } from './support/sign-in';

let relay: RelayProcess;
let cloud: Cloud;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [relay, cloud, browser] = await Promise.all([startRelayProcess(), startCloud(), startBrowser()]);
  page = await signedIn(browser, relay);
}, 120_000);

afterAll(async () => {
  await Promise.all([relay?.stop(), cloud?.stop(), browser?.stop()]);
});

afterEach(() => {
  expect(browser.complaints.splice(0)).toEqual([]);
});

const refund = {
  action: 'process_refund',
  summary: 'Refund 400.00 EUR to ana.lima@example.com for order 84120',
  riskLevel: 'medium',
  agentName: 'Fin',
  justification:
    'The parcel arrived with a broken screen; two photos are attached. Policy allows a full refund within 30 days.',
  details: {
    ticketId: '9921',
    requester: 'ana.lima@example.com',
    amount: '400.00',
    currency: 'EUR',
    deliveredAt: '2026-11-09T10:30:00Z',
    order: 'https://shop.example.com/orders/84120',
    notify: true,
    items: [{ sku: 'SCR-27', quantity: 1 }],
    agentNote: '<img src=x onerror="document.title=1"> The customer was polite.\n'.repeat(8),
  },
};
const ask = async (more: object = {}): Promise<string> =>
  (await relay.post('/api/webhooks/inbound', { ...refund, ...more })).id as string;

async function open(id: string, person = page): Promise<void> {
  await person.goto(`${relay.url}/approvals/${id}`);
  await person.getByRole('heading', { level: 1 }).waitFor();
}

describe('an approval in the inbox', () => {
  test('shows what it is about, and customer text only as text', async () => {
    await open(await ask());
    const facts = page.getByRole('main');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(refund.summary);
    expect(await facts.getByRole('link', { name: 'ana.lima@example.com', exact: true }).getAttribute('href')).toMatch(
      /^mailto:/,
    );
    expect(await facts.getByRole('link', { name: /shop\.example\.com/ }).getAttribute('rel')).toContain('noopener');
    expect(await facts.locator('dd').getByText('400.00 EUR', { exact: true }).count()).toBe(1);
    expect(await facts.locator('img').count()).toBe(0);
    expect(await page.title()).not.toBe('1');
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'approval');
  });

  test('is edited, with the difference in view, and approved', async () => {
    const id = await ask({ webhookUrl: `${cloud.url}/answer` });
    await open(id);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Amount' }).fill('40.00');
    expect(await page.locator('.difference').innerText()).toMatch(/400\.00.*40\.00/s);
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'approval-edited');
    await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Shipping only');
    await page.getByRole('button', { name: 'Within policy' }).click();
    await page.getByRole('button', { name: 'Approve with 1 change' }).click();
    await page.getByText(/The workflow got the answer/).waitFor();
    expect(cloud.to('/answer').map(({ body }) => body)).toEqual([
      expect.objectContaining({
        id,
        status: 'APPROVED',
        details: refund.details,
        modifiedDetails: { ...refund.details, amount: '40.00' },
        decisionNote: 'Shipping only',
        decisionReasonCode: 'within_policy',
        decidedBy: ADMIN.email,
      }),
    ]);
    await open(id);
    const decision = await page.getByRole('region', { name: 'Decision' }).innerText();
    expect(decision).toContain(`Approved by ${ADMIN.email}`);
    expect(decision).not.toContain('What you had written');
    await page.getByText('Answer received').waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'approval-decided');
  });

  test('of high risk is not approved without a reason', async () => {
    const id = await ask({ riskLevel: 'high' });
    await open(id);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('This is high risk: give a reason or a note to approve it.').waitFor();
    expect((await relay.get(`/api/approvals/${id}`)).status).toBe('PENDING');
    await page.getByRole('button', { name: 'Reject' }).click();
    await page.getByText('Nobody waits for the answer').waitFor();
    expect((await relay.get(`/api/approvals/${id}`)).status).toBe('REJECTED');
  });

  test('that somebody else decides meanwhile shows who and when, and keeps what was written', async () => {
    const id = await ask();
    await open(id);
    await page.getByRole('textbox', { name: 'Note', exact: true }).fill('I would rather wait');
    await relay.decide(id, { verdict: 'reject', note: 'Seen on the phone' });
    const box = page.getByRole('region', { name: 'Decision' });
    await box.getByText('Rejected by Set-up key').waitFor();
    expect(await box.innerText()).toMatch(/Seen on the phone[^]*I would rather wait/);
  });

  test('keeps a draft when the page is loaded again', async () => {
    const id = await ask();
    await open(id);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Amount' }).fill('12.50');
    await page.waitForTimeout(500);
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'Amount' }).inputValue()).toBe('12.50');
    await relay.post(`/api/approvals/${id}/cancel`);
  });
});

describe('the list', () => {
  test('is live, filtered by its address, and searched', async () => {
    for (const { id } of await allPending()) await relay.post(`/api/approvals/${id}/cancel`);
    await page.goto(relay.url);
    await page.getByText('All done').waitFor();
    await picture(page, 'inbox-empty');
    await ask({ summary: 'Delete the account of Jonas Weber', riskLevel: 'high', action: 'delete_account' });
    await page.getByRole('link', { name: /Jonas Weber/ }).waitFor();
    await ask({ riskLevel: 'low', summary: 'Change the address of Maria Rossi' });
    await ask({ priority: 'urgent', summary: 'Send “We moved” to 12,480 customers', action: 'send_bulk_email' });
    await page.reload();
    await page.getByRole('link', { name: /Maria Rossi/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'inbox');
    await page.getByRole('button', { name: 'High risk' }).click();
    await page.getByRole('link', { name: /Maria Rossi/ }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toContain('risk=high');
    await page.reload();
    await page.getByRole('link', { name: /Jonas Weber/ }).waitFor();
    expect(await page.getByRole('link', { name: /Maria Rossi/ }).count()).toBe(0);
    await page.goto(`${relay.url}/?q=rossi`);
    await page.getByRole('link', { name: /Maria Rossi/ }).waitFor();
    expect(await page.getByRole('link', { name: /Jonas Weber/ }).count()).toBe(0);
  });

  test('is worked through by keyboard alone', async () => {
    for (const { id } of await allPending()) await relay.post(`/api/approvals/${id}/cancel`);
    const first = await ask({ summary: 'The first to be asked' });
    const second = await ask({ summary: 'The second to be asked' });
    await page.goto(relay.url);
    await page.getByRole('link', { name: /The second/ }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 1, name: /The second/ }).waitFor();
    await page.keyboard.press('r');
    await page.getByRole('heading', { level: 1, name: /The first/ }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('textbox', { name: 'Amount' }).fill('1.00');
    await page.keyboard.press('Escape');
    await page.keyboard.press('a');
    await page.getByText('All done').waitFor();
    expect((await relay.get(`/api/approvals/${second}`)).status).toBe('REJECTED');
    expect(await relay.get(`/api/approvals/${first}`)).toMatchObject({
      status: 'APPROVED',
      modifiedDetails: { amount: '1.00' },
    });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('fits a phone, and nothing is wider than it', async () => {
    const phone = await signedIn(browser, relay, { viewport: PHONE, hasTouch: true, isMobile: true });
    const id = await ask();
    await phone.goto(relay.url);
    await phone.getByRole('link', { name: /ana\.lima/ }).tap();
    await phone.getByRole('button', { name: 'Edit' }).tap();
    await phone.getByRole('textbox', { name: 'Amount' }).fill('40.00');
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    for (const button of await phone.getByRole('region', { name: 'Decision' }).getByRole('button').all())
      expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    expect(await barriers(phone)).toEqual([]);
    await phone.getByRole('button', { name: 'Approve with 1 change' }).tap();
    await phone.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor({ state: 'attached' });
    expect((await relay.get(`/api/approvals/${id}`)).modifiedDetails.amount).toBe('40.00');
  });

  async function allPending(): Promise<Array<{ id: string }>> {
    return (await relay.get('/api/approvals?status=PENDING&limit=100')).items;
  }
});

describe('the other pages', () => {
  test('make a key, show it once, and take it away', async () => {
    await page.goto(`${relay.url}/keys`);
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Zendesk');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Make the key' }).click();
    const key = await page.getByRole('textbox', { name: 'Connection key' }).inputValue();
    const asked = () => fetch(`${relay.url}/api/me`, { headers: { 'x-api-key': key } });
    expect((await asked()).status).toBe(200);
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have copied them' }).click();
    expect(await page.content()).not.toContain(key);
    await picture(page, 'keys');
    await page.getByRole('button', { name: 'Revoke Zendesk' }).click();
    await page.getByRole('dialog', { name: 'Revoke “Zendesk”?' }).getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('revoked just now').waitFor();
    expect((await asked()).status).toBe(401);
    expect(await barriers(page)).toEqual([]);
  });

  test('say beforehand that the workflow cannot be reached', async () => {
    const id = await ask({ webhookUrl: 'http://10.255.255.1:5678/webhook-waiting/7/node' });
    await page.goto(`${relay.url}/approvals/${id}`);
    await page.getByText('The workflow may not hear of your decision').waitFor();
    await page.getByText(/will not reach 10\.255\.255\.1:5678.*Set WEBHOOK_URL in n8n/).waitFor();
    expect(await barriers(page)).toEqual([]);
    await relay.decide(id, { verdict: 'reject' });
  });

  test('show what was sent, and send it again', async () => {
    const id = await ask({ webhookUrl: `${cloud.url}/again` });
    await relay.decide(id, { verdict: 'approve' });
    await page.goto(`${relay.url}/deliveries`);
    const row = page
      .getByRole('listitem')
      .filter({ hasText: /Decision/ })
      .first();
    await row.getByText('Received').waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'deliveries');
    await row.getByRole('button', { name: /Send again/ }).click();
    await page.getByText('It is being sent again.').waitFor();
    await page.waitForFunction(() => document.body.innerText.includes('2 attempts'));
    const [one, other] = cloud.to('/again');
    expect(other!.body).toEqual(one!.body);
  });

  test('lead a newcomer through the first steps', async () => {
    await page.goto(`${relay.url}/start`);
    await page.getByRole('button', { name: 'Send a test request' }).click();
    await page.getByRole('link', { name: 'Open the inbox' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, 'start');
    await page.getByRole('link', { name: 'Open the inbox' }).click();
    await page.getByRole('link', { name: /Test: refund/ }).waitFor();
  });

  test('sign out, and come back to the same place', async () => {
    const id = await ask();
    const person = await browser.person();
    await person.goto(`${relay.url}/approvals/${id}`);
    await person.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await barriers(person)).toEqual([]);
    await person.getByRole('textbox', { name: 'E-mail' }).fill(ADMIN.email);
    await person.getByRole('textbox', { name: 'Password' }).fill('not the password');
    await person.getByRole('button', { name: 'Sign in' }).click();
    await person.getByRole('alert').waitFor();
    await picture(person, 'sign-in');
    await person.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
    await person.getByRole('button', { name: 'Sign in' }).click();
    await person.getByRole('heading', { level: 1, name: refund.summary }).waitFor();
    await person.getByRole('button', { name: 'Menu' }).click();
    await person.getByRole('menuitem', { name: 'Sign out' }).click();
    await person.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  test('say that the relay cannot be reached, and recover by themselves', async () => {
    await page.goto(relay.url);
    await page.getByRole('navigation').waitFor();
    await relay.kill();
    await page.getByText(/cannot be reached/).waitFor({ timeout: 30_000 });
    await picture(page, 'unreachable');
    await relay.start();
    await page.getByText(/cannot be reached/).waitFor({ state: 'detached', timeout: 40_000 });
    browser.complaints.length = 0;
  });
});

describe('the first visit', () => {
  test('uses the set-up link once', async () => {
    const bare = await startRelayProcess({
      COUNTERSIGN_SETUP_EMAIL: '',
      COUNTERSIGN_SETUP_PASSWORD: '',
      COUNTERSIGN_SETUP_KEY: '',
      COUNTERSIGN_SETUP_SIGNING_SECRET: '',
    });
    try {
      const link = await until('the link', async () => /http\S+\/setup\?token=\S+/.exec(bare.output())?.[0]);
      const person = await browser.person();
      await person.goto(link);
      await person.getByRole('textbox', { name: 'Your name' }).fill('Alice');
      await person.getByRole('textbox', { name: 'E-mail' }).fill(ADMIN.email);
      await person.getByRole('textbox', { name: 'Password' }).fill(ADMIN.password);
      expect(await barriers(person)).toEqual([]);
      await picture(person, 'setup');
      await person.getByRole('button', { name: 'Create account' }).click();
      await person.getByRole('heading', { name: 'Get started' }).waitFor();
      const other = await browser.person();
      await other.goto(link);
      await other.getByText('This link no longer works').waitFor();
      expect(await barriers(other)).toEqual([]);
    } finally {
      await bare.stop();
    }
  });
});
