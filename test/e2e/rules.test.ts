/** Rules as a lead writes them, and approvals that need several people, in a real Chromium. */
import type { Page } from 'playwright-core';
import { barriers, DESK, PHONE, picture, startBrowser, type Browser } from './support/browser';
import { startRelayProcess, type RelayProcess } from './support/relay-process';
import { signedIn } from './support/sign-in';

let relay: RelayProcess;
let browser: Browser;
let page: Page;
const PASSWORD = 'their own long password';

beforeAll(async () => {
  [relay, browser] = await Promise.all([startRelayProcess(), startBrowser()]);
  page = await signedIn(browser, relay);
}, 120_000);

afterAll(async () => {
  await Promise.all([relay?.stop(), browser?.stop()]);
});

afterEach(() => {
  expect(browser.complaints.splice(0)).toEqual([]);
});

/** Somebody who was invited and has come in. */
async function joined(role: string, email: string): Promise<void> {
  const { url } = await relay.post('/api/people', { email, role });
  const token = new URL(url as string).searchParams.get('token');
  await relay.post('/api/invitation', { token, name: email, password: PASSWORD });
}

const ask = async (amount: string, more: object = {}): Promise<string> =>
  (
    await relay.post('/api/webhooks/inbound', {
      action: 'process_refund',
      summary: `Refund ${amount} EUR to ana@example.com`,
      agentName: 'Refund bot',
      details: { amount, currency: 'EUR', plan: 'premium' },
      ...more,
    })
  ).id as string;
const decide = (id: string, verdict: object) => relay.post(`/api/approvals/${id}/decision`, verdict);

/** Fits on a phone: nothing to scroll sideways. */
const overflows = (person: Page) =>
  person.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

test('a rule is written in the inbox, tried on what is stored as it is written, and then routes what is asked', async () => {
  await relay.post('/api/groups', { name: 'Finance', members: [] });
  await ask('400.00');
  await ask('20.00');
  await page.goto(`${relay.url}/rules`);
  await page.getByRole('heading', { name: 'No rules yet' }).waitFor();
  await page.getByRole('link', { name: 'New rule' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Large refunds');
  await page.getByRole('combobox', { name: 'What' }).selectOption('details.amount');
  await page.getByRole('combobox', { name: 'How', exact: true }).selectOption('gt');
  await page.getByRole('combobox', { name: 'Value', exact: true }).fill('100 EUR');
  const trial = page.getByRole('region', { name: 'What it would do' });
  await trial.getByText('Finish the rule').waitFor();
  await page.getByRole('combobox', { name: 'Ask the group', exact: true }).fill('Finance');
  await trial.getByText('1 of 2 match').waitFor();
  expect(await trial.getByRole('link').allInnerTexts()).toEqual(['Refund 400.00 EUR to ana@example.com']);
  await page.getByRole('combobox', { name: 'Who must approve' }).selectOption('count');
  await page.getByRole('button', { name: 'Add a condition' }).click();
  await page.getByRole('combobox', { name: 'What' }).nth(1).selectOption('details.plan');
  await page.getByRole('combobox', { name: 'Value', exact: true }).nth(1).fill('premium');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a group' }).click();
  await page.getByRole('combobox', { name: 'What' }).nth(2).selectOption('time');
  await page.getByRole('combobox', { name: 'Value', exact: true }).nth(2).fill('process_refund');
  await page.keyboard.press('Escape');
  await trial.getByText('1 of 2 match').waitFor();
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'rule');
  await page.setViewportSize(PHONE);
  expect(await overflows(page)).toBe(false);
  await page.setViewportSize(DESK);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('let 2 people approve').waitFor();
  const id = await ask('500.00');
  expect(await relay.get(`/api/approvals/${id}`)).toMatchObject({ group: 'Finance', quorum: { count: 2 } });
});

test('rules are put in order with the keyboard', async () => {
  await relay.post('/api/rules', {
    name: 'Everything to Support',
    when: { match: 'all', conditions: [] },
    then: { priority: 'low' },
  });
  await page.goto(`${relay.url}/rules`);
  await page.getByRole('button', { name: 'Move “Everything to Support” up' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('“Everything to Support” is number 1 now').waitFor({ state: 'attached' });
  const { items } = await relay.get('/api/rules');
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['Everything to Support', 'Large refunds']);
});

test('rules are pulled to another place, with the mouse or a finger', async () => {
  const grip = (target: Page, name: string) =>
    target.getByRole('listitem').filter({ hasText: name }).getByTitle('Pull to another place');
  const middle = async (target: Page, name: string) => {
    const box = (await grip(target, name).boundingBox())!;
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const order = async () => (await relay.get('/api/rules')).items.map(({ name }: { name: string }) => name);
  const from = await middle(page, 'Large refunds');
  const to = await middle(page, 'Everything to Support');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y - 20, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/rule-pulled.png` });
  await page.mouse.up();
  await page.getByText('“Large refunds” is number 1 now').waitFor({ state: 'attached' });
  expect(await order()).toEqual(['Large refunds', 'Everything to Support']);
  expect(await barriers(page)).toEqual([]);

  const phone = await browser.person({ viewport: PHONE, hasTouch: true, isMobile: true });
  await phone.context().addCookies(await page.context().cookies());
  await phone.goto(`${relay.url}/rules`);
  await grip(phone, 'Large refunds').waitFor();
  if (process.env.LOOK) await phone.screenshot({ path: `${process.env.LOOK}/rules-375.png` });
  const [start, end] = [await middle(phone, 'Large refunds'), await middle(phone, 'Everything to Support')];
  const fingers = await phone.context().newCDPSession(phone);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Array<{ x: number; y: number }>) =>
    fingers.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [start]);
  // Held for a moment, or else it scrolls.
  await phone.getByRole('listitem').and(phone.locator('[data-pulled]')).waitFor();
  await touch('touchMove', [{ x: start.x, y: (start.y + end.y) / 2 }]);
  await touch('touchMove', [{ x: end.x, y: end.y + 10 }]);
  await touch('touchEnd', []);
  await phone.getByText('“Large refunds” is number 2 now').waitFor({ state: 'attached' });
  expect(await order()).toEqual(['Everything to Support', 'Large refunds']);
  await phone.context().close();
});

test('a policy is replayed, shows whom it contradicts, and only then is switched on', async () => {
  for (const amount of ['10.00', '12.50', '20.10']) await decide(await ask(amount), { verdict: 'approve' });
  await decide(await ask('45.00'), { verdict: 'reject', note: 'He had one last week' });
  await page.goto(`${relay.url}/rules`);
  await page.getByRole('link', { name: 'New policy' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Small refunds');
  await page.getByRole('combobox', { name: 'Value', exact: true }).first().fill('process_refund');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Value', exact: true }).nth(1).fill('50 EUR');
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Note for the workflow' }).fill('Small enough');
  const replay = page.getByRole('region', { name: 'What it would have done' });
  await replay.getByText('87.60 EUR').waitFor();
  await replay.getByText('Save it to replay it').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  const onOff = page.getByRole('switch', { name: '“Small refunds” is switched on' });
  await onOff.waitFor();
  await replay.getByText('Refund 45.00 EUR').waitFor();
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'policy');
  await page.setViewportSize(PHONE);
  expect(await overflows(page)).toBe(false);
  await page.setViewportSize(DESK);
  expect(await onOff.isChecked()).toBe(false);
  await page.locator('.rule-page .mantine-Switch-root').click();
  await page.getByText('On', { exact: true }).waitFor();

  const id = await ask('5.00');
  await page.goto(`${relay.url}/approvals/${id}`);
  await page.getByText('Approved by the rule “Small refunds”, without asking anybody').waitFor();
  await page.goto(`${relay.url}/rules`);
  await page.getByText('Replayed: 4 decisions match').waitFor();
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'rules');
  await page.setViewportSize(PHONE);
  expect(await overflows(page)).toBe(false);
  await page.setViewportSize(DESK);
});

test('an approval by two shows how far it is, lets each approve once, and says why somebody may not', async () => {
  await joined('reviewer', 'ana@example.com');
  await joined('reviewer', 'bo@example.com');
  await joined('reviewer', 'cy@example.com');
  const [finance] = (await relay.get('/api/groups')).items as Array<{ id: string; name: string }>;
  await relay.call('PATCH', `/api/groups/${finance!.id}`, { members: ['ana@example.com', 'bo@example.com'] });
  const id = await ask('700.00');
  const [ana, bo, cy] = await Promise.all(
    ['ana', 'bo', 'cy'].map((name) =>
      signedIn(browser, relay, { as: { email: `${name}@example.com`, password: PASSWORD } }),
    ),
  );
  for (const person of [ana!, bo!, cy!]) await person.goto(`${relay.url}/approvals/${id}`);
  await cy!.getByText('This is for the group Finance, and you are not in it.').waitFor();
  expect(await cy!.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  await ana!.getByText('0 of 2 approved').waitFor();
  // Ana puts changed details to the vote.
  await ana!.getByRole('button', { name: 'Edit' }).click();
  await ana!.getByRole('textbox', { name: 'Amount' }).fill('650.00');
  await ana!.getByRole('button', { name: 'Approve with 1 change' }).click();
  await ana!.getByText('You have approved. It goes on when the others have.').first().waitFor();
  // Bo sees whose approval there is and of what, without loading the page again.
  await bo!.getByText('1 of 2 approved').waitFor();
  await bo!.getByText('The vote is about changed details.').waitFor();
  expect(await barriers(bo!)).toEqual([]);
  await picture(bo!, 'votes');
  await bo!.getByRole('button', { name: 'Approve with 1 change' }).click();
  await ana!.getByText('Approved by ana@example.com, bo@example.com').waitFor();
  expect(await relay.get(`/api/approvals/${id}`)).toMatchObject({
    status: 'APPROVED',
    modifiedDetails: { amount: '650.00' },
  });
});

test('a rule is taken away after a question that says what goes with it', async () => {
  await relay.post('/api/rules', {
    name: 'Not needed any more',
    when: { match: 'all', conditions: [] },
    then: { priority: 'low' },
  });
  await page.goto(`${relay.url}/rules`);
  await page.getByRole('link', { name: 'Edit Not needed any more' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Remove “Not needed any more”?' });
  await question.waitFor();
  expect(await barriers(page)).toEqual([]);
  await question.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Rules' }).waitFor();
  await page.getByText('Not needed any more').waitFor({ state: 'hidden' });
  const { items } = await relay.get('/api/rules');
  expect(items.map(({ name }: { name: string }) => name)).not.toContain('Not needed any more');
});
