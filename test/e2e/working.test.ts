/** Working fast: claiming, one verdict on many, saved views; and the pages Times and Audit. A real relay and a real Chromium. */
import type { Page } from 'playwright-core';
import { barriers, DESK, PHONE, startBrowser, type Browser } from './support/browser';
import { until } from './support/processes';
import { ADMIN, startRelayProcess, type RelayProcess } from './support/relay-process';
import { signedIn } from './support/sign-in';

const BOB = { email: 'bob@example.com', password: 'a long enough password' };
let relay: RelayProcess;
let browser: Browser;
let alice: Page;
let bob: Page;

beforeAll(async () => {
  [relay, browser] = await Promise.all([startRelayProcess(), startBrowser()]);
  // The first key is made just after the relay says that it is ready.
  const invited = await until('an invitation', async () => {
    const answer = await relay.post('/api/people', { email: BOB.email, role: 'reviewer' });
    return answer.url === undefined ? undefined : answer;
  });
  const token = new URL(invited.url as string).searchParams.get('token');
  await relay.post('/api/invitation', { token, name: 'Bob', password: BOB.password });
  await relay.post('/api/groups', { name: 'Support', members: [BOB.email, ADMIN.email] });
  await relay.post('/api/groups', { name: 'Finance', members: [] });
  [alice, bob] = await Promise.all([signedIn(browser, relay), signedIn(browser, relay, { as: BOB })]);
}, 120_000);

afterAll(async () => {
  await Promise.all([relay?.stop(), browser?.stop()]);
});

afterEach(() => {
  expect(browser.complaints.splice(0)).toEqual([]);
});

const ask = async (more: object = {}): Promise<string> =>
  (
    await relay.post('/api/webhooks/inbound', {
      action: 'process_refund',
      summary: 'Refund 400.00 EUR to ana.lima@example.com',
      riskLevel: 'low',
      agentName: 'Fin',
      details: { ticketId: '9921', requester: 'ana.lima@example.com', amount: '400.00', currency: 'EUR' },
      ...more,
    })
  ).id as string;

/** At the desk and on the phone: nothing in the way of anybody, and nothing beside the page. */
async function looksRight(person: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ 1280: DESK, 375: PHONE })) {
    await person.setViewportSize(viewport);
    expect(await barriers(person)).toEqual([]);
    const [inside, outside] = await person.evaluate(() => [document.body.scrollWidth, window.innerWidth]);
    expect(inside).toBeLessThanOrEqual(outside!);
    if (process.env.LOOK) await person.screenshot({ path: `${process.env.LOOK}/${name}-${size}.png` });
  }
  await person.setViewportSize(DESK);
}

describe('many approvals', () => {
  test('are decided at once, after a question that says what they come to; those that failed are named', async () => {
    const ids = [
      await ask({ summary: 'Refund 1,200.50 EUR', details: { amount: '1,200.50', currency: 'EUR', note: 'a' } }),
      await ask({ summary: 'Refund 0.10 EUR', details: { amount: '0.10', currency: 'EUR' } }),
      await ask({ summary: 'Refund 0.20 EUR', details: { amount: '0.20', currency: 'EUR' } }),
      await ask({ summary: 'Refund 15 USD', details: { amount: 15, currency: 'USD' } }),
      await ask({ summary: 'Delete an account', details: { account: 'acc_1' } }),
      await ask({ summary: 'Somebody else decides this', details: { account: 'acc_2' } }),
    ];
    await alice.goto(relay.url);
    for (const name of [
      'Refund 1,200.50 EUR',
      'Refund 0.10 EUR',
      'Refund 0.20 EUR',
      'Refund 15 USD',
      'Delete an account',
    ])
      await alice.getByRole('checkbox', { name: `Select: ${name}` }).check();
    await alice.getByRole('link', { name: /Somebody else decides this/ }).click();
    await alice.getByRole('heading', { level: 1, name: 'Somebody else decides this' }).waitFor();
    await alice.keyboard.press('x');
    const bar = alice.getByRole('group', { name: '6 selected' });
    expect(await bar.innerText()).toContain('1,200.80 EUR · 15 USD');
    await looksRight(alice, 'bulk-bar');
    await relay.decide(ids[5]!, { verdict: 'approve' });
    await bar.getByRole('button', { name: 'Reject' }).click();
    const dialog = alice.getByRole('dialog');
    await dialog.getByText('6 approvals').waitFor();
    const text = await dialog.innerText();
    for (const part of ['1,200.80 EUR', '15 USD', '2 without an amount']) expect(text).toContain(part);
    await dialog.getByRole('textbox', { name: 'Note for all of them' }).fill('Out of policy');
    await looksRight(alice, 'bulk-question');
    await dialog.getByRole('button', { name: 'Reject 6' }).click();
    await alice.getByRole('heading', { name: '1 could not be decided' }).waitFor();
    expect(await dialog.innerText()).toMatch(/Somebody else decides this[\s\S]*already|approved/);
    await looksRight(alice, 'bulk-failed');
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    for (const id of ids.slice(0, 5))
      expect(await relay.get(`/api/approvals/${id}`)).toMatchObject({
        status: 'REJECTED',
        decisionNote: 'Out of policy',
        decidedBy: ADMIN.email,
      });
  }, 60_000);

  test('are picked all at once: what is shown, or all that match the filters, whose totals are then asked about', async () => {
    const action = 'credit_account';
    const credit = (n: number, amount: string) => ({
      action,
      summary: `Credit number ${n}`,
      riskLevel: 'low',
      details: { amount, currency: 'EUR' },
    });
    const approvals = Array.from({ length: 119 }, (_, n) => credit(n, n % 2 ? '1.240,50 €' : '$0.50'));
    approvals.forEach((each, n) => n % 2 === 0 && Object.assign(each.details, { currency: 'USD' }));
    await relay.post('/api/batches', { approvals: [...approvals, credit(119, '1.240')] });
    await ask({ summary: 'Not to be touched' });
    await alice.goto(`${relay.url}/?tab=waiting`);
    await alice.getByRole('button', { name: 'Filter' }).click();
    await alice.getByRole('menuitem', { name: 'Credit account' }).click();
    await alice
      .getByRole('link', { name: /Credit number/ })
      .first()
      .waitFor();
    await until('only credits', async () =>
      (await alice.getByText('Not to be touched').count()) === 0 ? true : undefined,
    );
    const all = alice.getByRole('checkbox', { name: 'Select all that are shown' });
    await all.check();
    await alice.getByRole('group', { name: '50 selected' }).waitFor();
    await looksRight(alice, 'select-shown');
    await all.uncheck();
    const bars = alice.getByRole('group', { name: /selected$/ });
    expect(await bars.count()).toBe(0);
    // What another filter takes out of sight is not decided with the rest.
    await all.check();
    await alice.getByRole('button', { name: `Remove the filter ${action}` }).click();
    await bars.waitFor({ state: 'hidden' });
    await alice.getByRole('button', { name: 'Filter', exact: true }).click();
    await alice.getByRole('menuitem', { name: 'Credit account' }).click();
    await alice.getByText('Not to be touched').waitFor({ state: 'hidden' });
    await all.check();
    await alice.getByRole('button', { name: 'Select all 120 that match' }).click();
    const bar = alice.getByRole('group', { name: '120 selected' });
    await bar.getByRole('button', { name: 'Approve' }).click();
    const dialog = alice.getByRole('dialog');
    const text = await dialog.innerText();
    for (const part of ['120 approvals', '73,189.50 EUR', '30.00 USD', '1 that can be read in two ways'])
      expect(text).toContain(part);
    await looksRight(alice, 'select-matching');
    await dialog.getByRole('button', { name: 'Approve 120' }).click();
    await alice.getByText('120 decided').waitFor();
    const { total } = await relay.get(`/api/approvals?status=APPROVED&action=${action}`);
    expect(total).toBe(120);
    expect((await relay.get('/api/approvals?status=PENDING&q=touched')).total).toBe(1);
  }, 120_000);
});

describe('an approval', () => {
  test('is claimed with c, seen by the others, handed on, and then waits for whoever has it', async () => {
    const id = await ask({ summary: 'Refund that Bob claims', group: 'Support' });
    await bob.goto(`${relay.url}/approvals/${id}`);
    await bob.getByRole('button', { name: 'Claim' }).waitFor();
    await bob.keyboard.press('c');
    await bob.getByText('You work on this').waitFor();
    await alice.goto(`${relay.url}/approvals/${id}`);
    await alice.getByText(`${BOB.email} works on this`).waitFor();
    await looksRight(alice, 'claimed');
    await alice.goto(relay.url);
    await alice.getByRole('button', { name: /Waiting for me/ }).waitFor();
    expect(await alice.getByRole('link', { name: /Refund that Bob claims/ }).count()).toBe(0);
    await alice.getByRole('button', { name: /All waiting/ }).click();
    await alice.getByRole('link', { name: /Refund that Bob claims/ }).waitFor();

    await bob.getByRole('button', { name: 'More for this approval' }).click();
    await bob.getByRole('menuitem', { name: 'Hand on…' }).click();
    const dialog = bob.getByRole('dialog');
    await dialog
      .getByRole('combobox', { name: 'To' })
      .or(dialog.getByRole('textbox', { name: 'To' }))
      .click();
    await bob.getByRole('option', { name: /alice@example.com/ }).click();
    await dialog.getByRole('textbox', { name: 'What they should know' }).fill('You know this customer');
    expect(await barriers(bob)).toEqual([]);
    await dialog.getByRole('button', { name: 'Hand on' }).click();
    await bob.getByText(`With ${ADMIN.email}`).first().waitFor();
    await alice.getByRole('button', { name: /Waiting for me/ }).click();
    await alice.getByRole('link', { name: /Refund that Bob claims/ }).waitFor();
    await alice.goto(`${relay.url}/approvals/${id}`);
    await alice.getByText(`${ADMIN.email}: You know this customer`).waitFor();
  }, 60_000);

  test('shows what the same customer was asked about lately', async () => {
    const earlier = await ask({
      summary: 'An earlier refund to Ben',
      details: { email: 'ben@example.com', amount: '5.00' },
    });
    await relay.decide(earlier, { verdict: 'reject' });
    const id = await ask({ summary: 'Another refund to Ben', details: { email: 'ben@example.com', amount: '7.00' } });
    await alice.goto(`${relay.url}/approvals/${id}`);
    await alice.getByRole('heading', { name: 'Seen elsewhere lately' }).waitFor();
    await alice.getByText('Same customer ben@example.com').waitFor();
    await looksRight(alice, 'related');
    await alice.getByRole('link', { name: /An earlier refund to Ben/ }).click();
    await alice.getByRole('heading', { level: 1, name: 'An earlier refund to Ben' }).waitFor();
  }, 60_000);
});

describe('a list', () => {
  test('with its filters is kept under a name, and shared', async () => {
    await ask({ summary: 'For finance, high', riskLevel: 'high', group: 'Finance' });
    await bob.goto(`${relay.url}/?tab=waiting`);
    await bob.getByRole('button', { name: 'Filter', exact: true }).click();
    await bob.getByRole('menuitem', { name: 'Finance' }).click();
    await bob.getByText('Group Finance').waitFor();
    await bob.getByRole('button', { name: 'Filter', exact: true }).click();
    await bob.getByRole('menuitem', { name: 'Process refund' }).click();
    await bob.getByRole('button', { name: 'Remove the filter process_refund' }).waitFor();
    await bob.getByRole('button', { name: 'Filter', exact: true }).click();
    await bob.getByRole('menuitem', { name: 'API', exact: true }).click();
    await bob.getByRole('button', { name: 'Remove the filter api' }).waitFor();
    await bob.getByRole('button', { name: 'Filter', exact: true }).click();
    await bob.getByRole('menuitem', { name: 'API', exact: true }).waitFor();
    // An open menu lies outside of the page's landmarks, as any menu does.
    expect((await barriers(bob)).filter((each) => !each.startsWith('region'))).toEqual([]);
    if (process.env.LOOK) await bob.screenshot({ path: `${process.env.LOOK}/filter-menu.png` });
    await bob.keyboard.press('Escape');
    await bob.getByRole('button', { name: /^Order/ }).click();
    await bob.getByRole('menuitem', { name: 'Most urgent first' }).click();
    await until('the address', async () => (bob.url().includes('sort=priority') ? true : undefined));
    await bob.getByRole('button', { name: 'Views' }).click();
    await bob.getByRole('menuitem', { name: 'Save this view…' }).click();
    const dialog = bob.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Finance first');
    await dialog.getByRole('checkbox').check();
    expect(await barriers(bob)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await bob.getByRole('button', { name: 'Remove the view Finance first' }).waitFor();
    await looksRight(bob, 'saved-view');

    await alice.goto(relay.url);
    await alice.getByRole('button', { name: 'Views' }).click();
    await alice.getByRole('menuitem', { name: 'Finance first' }).click();
    await alice.getByRole('link', { name: /For finance, high/ }).waitFor();
    const { searchParams } = new URL(alice.url());
    expect(['group', 'action', 'platform'].map((name) => searchParams.get(name))).toEqual([
      'Finance',
      'process_refund',
      'api',
    ]);
    await alice.getByRole('button', { name: 'Remove the filter Finance' }).click();
    await until('the filter to go', async () => (alice.url().includes('group=') ? undefined : true));
  }, 60_000);
});

describe('the page Times', () => {
  test('sets targets, reminders, escalation and the deadline', async () => {
    await alice.goto(`${relay.url}/times`);
    await alice.getByRole('heading', { level: 1, name: 'Times' }).waitFor();
    await alice.getByRole('textbox', { name: 'High risk', exact: true }).fill('30');
    await alice.getByRole('textbox', { name: 'Remind at' }).fill('50, 90');
    await alice.getByRole('combobox', { name: 'Add a group' }).selectOption('Support');
    await alice.getByRole('textbox', { name: 'Support: Low risk' }).fill('480');
    await alice.getByRole('button', { name: 'Add a step' }).click();
    await alice.getByRole('combobox', { name: 'Tell' }).selectOption('person');
    await alice.getByRole('combobox', { name: 'Whom' }).selectOption(BOB.email);
    await alice.getByRole('textbox', { name: 'Hours' }).fill('12');
    await looksRight(alice, 'times');
    await alice.getByRole('button', { name: 'Save' }).click();
    await alice.getByText(`Last changed by ${ADMIN.email}`).waitFor();
    expect(await relay.get('/api/times')).toMatchObject({
      targets: { low: 120, medium: 120, high: 30 },
      remindAtPercent: [50, 90],
      expiryMinutes: 720,
      groups: [{ group: 'Support', targets: { low: 480, medium: 120, high: 30 } }],
      escalation: [{ afterMinutes: 60, to: { kind: 'person', id: BOB.email } }],
    });
    await bob.goto(`${relay.url}/times`);
    await bob.getByRole('heading', { level: 1 }).waitFor();
    expect(await bob.getByRole('button', { name: 'Save' }).count()).toBe(0);
  }, 60_000);
});

describe('the page Audit', () => {
  test('shows who did what, filters it, and exports it', async () => {
    await alice.goto(`${relay.url}/audit`);
    await alice.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
    await alice.getByRole('listitem').first().waitFor();
    await looksRight(alice, 'audit');
    await alice.getByRole('combobox', { name: 'Event' }).selectOption({ label: 'Sign-ins' });
    await until('only sign-ins', async () => {
      const events = await alice.locator('.audit-list strong').allInnerTexts();
      return events.length > 0 && events.every((event) => /sign|session/i.test(event)) ? true : undefined;
    });
    const [download] = await Promise.all([
      alice.waitForEvent('download'),
      alice.getByRole('link', { name: 'Export CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
  }, 60_000);
});
