/** People, groups, accounts and review links as they are used: a real relay process and a real Chromium. */
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { barriers, DESK, PHONE, picture, startBrowser, type Browser } from './support/browser';
import { partOf, startMailServer } from '../support/channels/mail-server';
import { ADMIN, startRelayProcess, type RelayProcess } from './support/relay-process';
import { signedIn, signIn } from './support/sign-in';

const PASSWORD = 'their own long password';

let relay: RelayProcess;
let browser: Browser;
let admin: Page;

beforeAll(async () => {
  [relay, browser] = await Promise.all([startRelayProcess(), startBrowser()]);
  admin = await signedIn(browser, relay, { permissions: ['clipboard-read', 'clipboard-write'] });
}, 120_000);

afterAll(async () => {
  await Promise.all([relay?.stop(), browser?.stop()]);
});

afterEach(() => {
  expect(browser.complaints.splice(0)).toEqual([]);
});

/** Nobody is kept out at the desk, and on the phone nothing sticks out at the side either. */
async function isForEverybody(page: Page, name: string): Promise<void> {
  expect(await barriers(page)).toEqual([]);
  await picture(page, name);
  const before = page.viewportSize() ?? DESK;
  await page.setViewportSize(PHONE);
  expect(await barriers(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  await page.setViewportSize(before);
}

const invite = async (email: string, role: string): Promise<string> =>
  (await relay.post('/api/people', { email, role })).url as string;

async function join(url: string, name: string): Promise<Page> {
  const page = await browser.person();
  await page.goto(url);
  await page.getByRole('textbox', { name: 'Your name' }).fill(name);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('button', { name: 'Menu' }).waitFor();
  return page;
}

describe('the people of a workspace', () => {
  test('are invited by a link that is handed over, and come in by it once', async () => {
    await admin.getByRole('button', { name: 'Settings' }).click();
    await admin.getByRole('menuitem', { name: 'People' }).click();
    await admin.getByRole('button', { name: 'Invite' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill('rui@example.com');
    await dialog.getByRole('radio', { name: /^Lead/ }).check();
    await isForEverybody(admin, 'people-invite');
    await dialog.getByRole('button', { name: 'Make the invitation' }).click();
    const url = await admin.getByRole('textbox', { name: 'Link' }).inputValue();
    expect(await barriers(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Done' }).click();
    await admin.getByText('Invited, not here yet').waitFor();

    const guest = await browser.person();
    await guest.goto(url);
    await guest.getByRole('heading', { name: 'Join Default' }).waitFor();
    await isForEverybody(guest, 'join');
    const rui = await join(url, 'Rui Costa');
    expect(await rui.getByRole('link', { name: 'Keys' }).count()).toBe(0);
    await guest.reload();
    await guest.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    await rui.context().close();
    await guest.context().close();
  });

  test('are sent their link by e-mail where a channel for it is set up, and it can still be copied', async () => {
    const server = await startMailServer();
    const settings = { host: '127.0.0.1', port: server.port, security: 'none', from: 'approvals@example.com' };
    const { id } = await relay.post('/api/channels', { kind: 'email', name: 'Our mail', settings });
    await admin.goto(`${relay.url}/people`);
    await admin.getByRole('button', { name: 'Invite' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill('eva@example.com');
    await dialog.getByText('From approvals@example.com. You also get it to copy.').waitFor();
    expect(await dialog.getByRole('checkbox', { name: 'Send the link by e-mail' }).isChecked()).toBe(true);
    await isForEverybody(admin, 'people-invite-mail');
    await dialog.getByRole('button', { name: 'Make the invitation' }).click();
    await admin.getByText('The link is on its way to eva@example.com.').waitFor();
    const url = await admin.getByRole('textbox', { name: 'Link' }).inputValue();
    expect(await barriers(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Done' }).click();
    await admin.getByText(/^e-mail sent/).waitFor();
    expect(partOf(server.mails[0]!, 'text/plain')).toContain(url);
    await isForEverybody(admin, 'people-mailed');

    server.refuse(550);
    await admin.getByRole('button', { name: 'Send by e-mail eva@example.com' }).click();
    await admin.getByRole('button', { name: 'Done' }).click();
    await admin.getByText(/^The e-mail could not be sent\. .*No such mailbox/).waitFor();
    await isForEverybody(admin, 'people-mail-failed');
    await admin.getByRole('button', { name: 'Take back eva@example.com' }).click();
    await relay.call('DELETE', `/api/channels/${id}`);
    await server.stop();
  });

  test('are looked after by an admin, who never shuts out the last one', async () => {
    await join(await invite('ana@example.com', 'reviewer'), 'Ana Lima').then((page) => page.context().close());
    await admin.goto(`${relay.url}/people`);
    await admin.getByText('ana@example.com').waitFor();
    await isForEverybody(admin, 'people');
    await admin.getByRole('button', { name: 'Change alice' }).click();
    await admin.getByRole('button', { name: 'Remove' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await admin.getByText(/is the only admin/).waitFor();
    // Refused, the question gives way to the person's own dialog again.
    await admin.getByRole('dialog', { name: 'alice', exact: true }).waitFor();
    await admin.keyboard.press('Escape');
    await admin.getByRole('dialog').waitFor({ state: 'hidden' });
    await admin.getByRole('button', { name: 'Change Ana Lima' }).click();
    await admin
      .getByRole('dialog')
      .getByRole('radio', { name: /^Viewer/ })
      .check();
    await isForEverybody(admin, 'person');
    await admin.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await admin.keyboard.press('Escape');
    await admin
      .getByText(/^Viewer/)
      .first()
      .waitFor();
    const { items } = await relay.get('/api/people');
    const ana = items.find(({ email }: { email: string }) => email === 'ana@example.com');
    expect(ana.role).toBe('viewer');
    await relay.call('PATCH', `/api/people/${ana.id}`, { role: 'reviewer' });
  });

  test('make review groups with members and working hours', async () => {
    await relay.post('/api/webhooks/inbound', { action: 'refund', summary: 'Refund', details: {}, group: 'Billing' });
    await admin.goto(`${relay.url}/groups`);
    await admin.getByRole('button', { name: 'Set up Billing' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: /Ana Lima/ }).check();
    await dialog.getByText('On these days').click();
    await dialog.getByLabel('Monday, until').fill('13:00');
    await dialog.getByRole('button', { name: 'Add hours on Monday' }).click();
    await dialog.getByRole('button', { name: 'Tuesday to Friday like Monday' }).click();
    await isForEverybody(admin, 'group');
    await dialog.getByRole('button', { name: 'Save the group' }).click();
    await admin.getByText('Mon–Fri 09:00–13:00 and 14:00–16:00 · Europe/Lisbon').waitFor();
    await isForEverybody(admin, 'groups');
  });

  test('say for each group who is next while nobody decides, and at which share of the target', async () => {
    await relay.post('/api/groups', { name: 'Managers', members: [ADMIN.email] });
    await admin.goto(`${relay.url}/groups`);
    await admin.getByRole('button', { name: 'Edit Billing' }).click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByText('Nobody else is told: it waits until its deadline.').waitFor();
    await dialog.getByText('Steps of its own').click();
    await dialog.getByRole('button', { name: 'Add a step' }).click();
    await dialog.getByRole('combobox', { name: 'Whom' }).selectOption('Managers');
    await dialog.getByText('after 3 h', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Add a step' }).click();
    const second = dialog.getByRole('listitem').nth(1);
    await second.getByRole('combobox', { name: 'Tell' }).selectOption('person');
    await second.getByRole('combobox', { name: 'Whom' }).selectOption(ADMIN.email);
    await second.getByRole('combobox', { name: 'Counted in' }).selectOption('minutes');
    await second.getByText('200 % of the target', { exact: true }).waitFor();
    await second.getByRole('combobox', { name: 'Counted in' }).selectOption('percent');
    await dialog.getByRole('button', { name: 'Remove step 2' }).scrollIntoViewIfNeeded();
    await isForEverybody(admin, 'group-escalation');
    await dialog.getByRole('button', { name: 'Save the group' }).click();
    await admin
      .getByText(
        `If nobody decides: Managers at 150 % of the target, then alice (${ADMIN.email}) at 200 % of the target`,
      )
      .waitFor();
    await isForEverybody(admin, 'groups-escalation');
    expect((await relay.get('/api/times')).groups).toEqual([
      {
        group: 'Billing',
        targets: null,
        escalation: [
          { atPercent: 150, to: { kind: 'group', id: 'Managers' } },
          { atPercent: 200, to: { kind: 'person', id: ADMIN.email } },
        ],
      },
    ]);
  });
});

describe('one’s own account', () => {
  test('gets a second factor, which the next sign-in asks for', async () => {
    const rui = await browser.person({ viewport: DESK });
    await rui.goto(`${relay.url}/account`);
    await signIn(rui, { email: 'rui@example.com', password: PASSWORD });
    await rui.getByRole('button', { name: 'Set it up' }).click();
    await rui.getByRole('dialog').getByRole('textbox', { name: 'Present password' }).fill(PASSWORD);
    await rui.getByRole('button', { name: 'Go on' }).click();
    const picture = rui.getByRole('img', { name: /QR code/ });
    await picture.waitFor();
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await isForEverybody(rui, 'second-factor');
    const secret = await rui.locator('.key-text').innerText();
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    await rui.getByRole('textbox', { name: 'Code' }).fill(code);
    await rui.getByRole('button', { name: 'Turn it on' }).click();
    const first = await rui.locator('.codes li').first().innerText();
    await isForEverybody(rui, 'recovery-codes');
    await rui.getByRole('button', { name: 'I have kept them' }).click();
    await rui.getByText('On. 10 recovery codes left.').waitFor();
    await isForEverybody(rui, 'account');

    await rui.getByRole('button', { name: 'Menu' }).click();
    await rui.getByRole('menuitem', { name: 'Sign out' }).click();
    await signIn(rui, { email: 'rui@example.com', password: PASSWORD });
    await rui.getByRole('heading', { name: 'One more step' }).waitFor();
    await isForEverybody(rui, 'sign-in-code');
    await rui.getByRole('textbox', { name: 'Code' }).fill(code);
    await rui.getByRole('button', { name: 'Sign in' }).click();
    await rui.getByRole('alert').waitFor();
    await rui.getByRole('textbox', { name: 'Code' }).fill(first);
    await rui.getByRole('button', { name: 'Sign in' }).click();
    await rui.getByRole('button', { name: 'Menu' }).waitFor();
    await rui.context().close();
  });

  test('lists where one is signed in, and ends all other sessions', async () => {
    const other = await browser.person();
    await other.goto(`${relay.url}/sign-in`);
    await signIn(other);
    await other.getByRole('button', { name: 'Menu' }).waitFor();
    await admin.goto(`${relay.url}/account`);
    await admin.getByText('this one').waitFor();
    expect(await admin.getByText(/^Chrom\w+ on Linux/).count()).toBeGreaterThan(1);
    await admin.getByRole('button', { name: 'End all others' }).click();
    await admin.getByRole('button', { name: 'End all others' }).waitFor({ state: 'hidden' });
    await other.goto(relay.url);
    await other.getByRole('button', { name: 'Sign in' }).waitFor();
    await other.context().close();
  });

  test('says who decides while one is away', async () => {
    await admin.goto(`${relay.url}/account`);
    await admin.getByLabel('First day away').fill('2027-08-02');
    await admin.getByLabel('Last day away').fill('2027-08-13');
    await admin.getByRole('combobox', { name: 'Delegate' }).selectOption('ana@example.com');
    await admin.getByRole('button', { name: 'Set', exact: true }).click();
    await admin.getByText('ana@example.com decides meanwhile.').waitFor();
    await admin.getByRole('button', { name: 'I am back' }).click();
    await admin.getByLabel('First day away').waitFor();
  });

  test('that must have a second factor opens nothing else before', async () => {
    const ana = await browser.person();
    await ana.goto(relay.url);
    await relay.call('PATCH', '/api/workspace', { requireSecondFactor: true });
    await signIn(ana, { email: 'ana@example.com', password: PASSWORD });
    await ana.getByRole('heading', { name: 'Your workspace requires a second factor' }).waitFor();
    await isForEverybody(ana, 'second-factor-required');
    await relay.call('PATCH', '/api/workspace', { requireSecondFactor: false });
    await ana.context().close();
  });
});

describe('a review link', () => {
  test('is shared from the approval, and answered on a phone without an account', async () => {
    const { id } = await relay.post('/api/webhooks/inbound', {
      action: 'process_refund',
      summary: 'Refund 400.00 EUR to ana.lima@example.com for order 84120',
      riskLevel: 'high',
      agentName: 'Fin',
      justification: 'The parcel arrived with a broken screen; two photos are attached.',
      details: { ticketId: '9921', requester: 'ana.lima@example.com', amount: '400.00', currency: 'EUR' },
    });
    await admin.goto(`${relay.url}/approvals/${id}`);
    await admin.getByRole('button', { name: 'Share link' }).click();
    await admin.getByRole('dialog').getByRole('textbox', { name: 'Their e-mail' }).fill('cfo@client.example');
    await isForEverybody(admin, 'share-link');
    await admin.getByRole('button', { name: 'Make the link' }).click();
    const url = await admin.getByRole('textbox', { name: 'Link' }).inputValue();
    await admin.getByRole('button', { name: 'Done' }).click();
    await relay.post(`/api/approvals/${id}/review-links`, { email: 'wrong@client.example', hours: 24 });
    await admin.reload();
    await admin.getByRole('button', { name: 'Take back the link of wrong@client.example' }).click();
    await admin.getByText('taken back · made by').waitFor();
    await admin.getByRole('heading', { name: 'Links for people without an account' }).scrollIntoViewIfNeeded();
    await isForEverybody(admin, 'given-links');

    const cfo = await browser.person({ viewport: PHONE, hasTouch: true, isMobile: true });
    const response = await cfo.goto(url);
    expect(response?.headers()).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    await cfo.getByRole('heading', { level: 1 }).waitFor();
    expect(await cfo.getByRole('navigation').count()).toBe(0);
    await isForEverybody(cfo, 'review-link');
    const small = await cfo
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons.filter((button) => button.getBoundingClientRect().height < 44).map((button) => button.textContent),
      );
    expect(small).toEqual([]);
    await cfo.getByRole('button', { name: 'Approve' }).click();
    await cfo.getByRole('alert').waitFor();
    expect((await relay.get(`/api/approvals/${id}`)).status).toBe('PENDING');
    await cfo.getByRole('button', { name: 'Edit' }).click();
    await cfo.getByRole('textbox', { name: 'Amount' }).fill('40.00');
    await cfo.getByRole('textbox', { name: 'Note', exact: true }).fill('Shipping only');
    await isForEverybody(cfo, 'review-link-edit');
    await cfo.getByRole('button', { name: 'Approve with 1 change' }).click();
    await cfo.getByRole('heading', { name: 'You have answered' }).waitFor();
    await isForEverybody(cfo, 'review-link-answered');
    expect(await relay.get(`/api/approvals/${id}`)).toMatchObject({
      status: 'APPROVED',
      decidedBy: 'cfo@client.example',
      decidedVia: 'link',
      modifiedDetails: { amount: '40.00' },
    });
    await cfo.reload();
    await cfo.getByRole('heading', { name: 'You have answered' }).waitFor();
    expect(await cfo.getByText('ticket').count()).toBe(0);
    await cfo.goto(`${url}x`);
    await cfo.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await cfo.context().close();
    await admin.getByText('Answered by a link').first().waitFor();
    await admin.getByText('answered · made by').waitFor();
    expect(await admin.getByRole('button', { name: /^Take back/ }).count()).toBe(0);
  });
});
