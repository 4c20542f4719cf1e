/** Details that can be one of a list: a list in Slack and Discord too, from which each value comes back as what it is. */
import { addChannel, addSlack, ALICE } from '../../support/channels/set-up.js';
import { BOT_TOKEN, DISCORD_CHANNEL, fakeDiscord, modalProblem, PUBLIC_KEY } from '../../support/channels/discord.js';
import { fakeSlack } from '../../support/channels/slack.js';
import { ADMIN, startRelay, stopRelays } from '../../support/relay.js';

const DISCORD_ALICE = '222222222222222222';
afterEach(stopRelays);

async function asked(details: object, properties: object) {
  const relay = await startRelay();
  const slack = fakeSlack(relay);
  const discord = fakeDiscord(relay);
  const inSlack = await addSlack(relay);
  const settings = { channelId: DISCORD_CHANNEL, botToken: BOT_TOKEN, publicKey: PUBLIC_KEY };
  const people = [{ externalId: DISCORD_ALICE, email: ADMIN.email }];
  const inDiscord = await addChannel(relay, 'discord', settings, { people });
  const id = await relay.request({ riskLevel: 'low', details, detailsSchema: { properties } });
  await relay.clock.idle();
  const approval = async () => (await relay.get(`/api/approvals/${id}`)).body;
  const slackInputs = async () => {
    await slack.press(inSlack, ALICE, 'edit');
    await relay.clock.idle();
    const { blocks } = slack.last('views.open').view;
    return blocks.filter(({ type }: { type: string }) => type === 'input').slice(0, -1);
  };
  const discordFields = async () => {
    const { data } = (await discord.press(inDiscord, DISCORD_ALICE, 'edit', id)).body;
    expect(modalProblem(data)).toBeUndefined();
    return data.components.slice(0, -1);
  };
  const inDiscordSent = (values: Record<string, string | string[]>) =>
    discord.submit(inDiscord, DISCORD_ALICE, 'edit', id, { ...values, note: '' });
  const inSlackSent = (values: Record<string, string | string[]>) => slack.submit(inSlack, ALICE, values);
  return { relay, approval, slackInputs, discordFields, inDiscordSent, inSlackSent };
}

const PRIORITY = {
  title: 'Priority',
  oneOf: [
    { const: 1, title: 'Low' },
    { const: 2, title: 'High & urgent' },
  ],
};
const TAGS = { title: 'Tags', type: 'array', items: { enum: ['vip', 'late', 'lost'] } };
const DETAILS = { priority: 1, plan: 'Basic ', express: false, tags: ['lost', 'vip'] };
const PROPERTIES = { priority: PRIORITY, plan: { enum: ['basic', 'premium'] }, tags: TAGS };
const text = (words: string) => ({ type: 'plain_text', text: words, emoji: false });
const option = (value: string, words = value) => ({ text: text(words), value });

describe('A list in Slack', () => {
  test('has the schema’s words, and shows what is chosen now', async () => {
    const { slackInputs } = await asked(DETAILS, PROPERTIES);
    const inputs = await slackInputs();
    expect(inputs[0]).toEqual({
      type: 'input',
      block_id: 'field-0',
      optional: false,
      label: text('Priority'),
      element: {
        type: 'static_select',
        action_id: 'value',
        initial_option: option('1', 'Low'),
        options: [option('1', 'Low'), option('2', 'High &amp; urgent')],
      },
    });
    // What it is now is none of the choices, so nothing has to be chosen.
    expect(inputs[1]).toMatchObject({ optional: true, element: { options: [option('basic'), option('premium')] } });
    expect(inputs[1].element.initial_option).toBeUndefined();
    expect(inputs[2].element).toEqual({
      type: 'static_select',
      action_id: 'value',
      initial_option: option('no', 'No'),
      options: [option('yes', 'Yes'), option('no', 'No')],
    });
    expect(inputs[3]).toEqual({
      type: 'input',
      block_id: 'field-3',
      optional: true,
      label: text('Tags'),
      element: {
        type: 'multi_static_select',
        action_id: 'value',
        initial_options: [option('vip'), option('lost')],
        options: [option('vip'), option('late'), option('lost')],
      },
    });
  });

  test('gives numbers, yes or no, and several as what they are', async () => {
    const { slackInputs, inSlackSent, approval } = await asked(DETAILS, PROPERTIES);
    await slackInputs();
    await inSlackSent({ Priority: '2', Plan: 'premium', Express: 'yes', Tags: ['late', 'lost'] });
    expect(await approval()).toMatchObject({
      status: 'APPROVED',
      modifiedDetails: { priority: 2, plan: 'premium', express: true, tags: ['lost', 'late'] },
    });
  });

  test('that nobody touches changes nothing', async () => {
    const { slackInputs, inSlackSent, approval } = await asked(DETAILS, PROPERTIES);
    await slackInputs();
    await inSlackSent({ Tags: ['vip', 'lost'] });
    expect(await approval()).toMatchObject({ status: 'APPROVED', effectiveDetails: DETAILS });
  });

  test('decides nothing with a value that it does not have', async () => {
    const { slackInputs, inSlackSent, approval } = await asked(DETAILS, PROPERTIES);
    await slackInputs();
    const wrong = await inSlackSent({ Priority: '3', Plan: '__proto__', Express: 'true', Tags: ['vip', 'forged'] });
    expect(wrong.body).toEqual({
      response_action: 'errors',
      errors: {
        'field-0': 'Choose one of: Low, High & urgent.',
        'field-1': 'Choose one of: basic, premium.',
        'field-2': 'Choose one of: Yes, No.',
        'field-3': 'Choose one of: vip, late, lost.',
      },
    });
    expect((await approval()).status).toBe('PENDING');
  });

  test.each([
    ['more than a list holds', Array.from({ length: 101 }, (_, index) => `item ${index}`)],
    ['longer than a choice may be', ['item 7', 'x'.repeat(76)]],
  ])('that would be %s is a text, and takes only what is in it', async (_, choices) => {
    const { slackInputs, inSlackSent, approval } = await asked({ item: 'item 7' }, { item: { enum: choices } });
    expect((await slackInputs())[0].element).toMatchObject({
      type: 'plain_text_input',
      initial_value: 'item 7',
      placeholder: text(expect.stringContaining('item')),
    });
    expect((await inSlackSent({ Item: 'item x' })).body.errors['field-0']).toMatch(/^Choose one of: item/);
    const last = choices.at(-1)!;
    await inSlackSent({ Item: ` ${last.toUpperCase()} ` });
    expect((await approval()).modifiedDetails).toEqual({ item: last });
  });
});

describe('A list in Discord', () => {
  test('has the schema’s words, and shows what is chosen now', async () => {
    const { discordFields } = await asked(DETAILS, PROPERTIES);
    expect(await discordFields()).toEqual([
      {
        type: 18,
        label: 'Priority',
        component: {
          type: 3,
          custom_id: '0',
          options: [
            { label: 'Low', value: '1', default: true },
            { label: 'High & urgent', value: '2' },
          ],
          required: true,
        },
      },
      {
        type: 18,
        label: 'Plan',
        component: {
          type: 3,
          custom_id: '1',
          options: [
            { label: 'basic', value: 'basic' },
            { label: 'premium', value: 'premium' },
          ],
          required: false,
          min_values: 0,
        },
      },
      {
        type: 18,
        label: 'Express',
        component: {
          type: 3,
          custom_id: '2',
          options: [
            { label: 'Yes', value: 'yes' },
            { label: 'No', value: 'no', default: true },
          ],
          required: true,
        },
      },
      {
        type: 18,
        label: 'Tags',
        component: {
          type: 3,
          custom_id: '3',
          options: [
            { label: 'vip', value: 'vip', default: true },
            { label: 'late', value: 'late' },
            { label: 'lost', value: 'lost', default: true },
          ],
          required: false,
          min_values: 0,
          max_values: 3,
        },
      },
    ]);
  });

  test('gives numbers, yes or no, and several as what they are', async () => {
    const { inDiscordSent, approval } = await asked(DETAILS, PROPERTIES);
    await inDiscordSent({ 0: ['2'], 1: [], 2: ['yes'], 3: [] });
    expect(await approval()).toMatchObject({
      status: 'APPROVED',
      modifiedDetails: { priority: 2, plan: 'Basic ', express: true, tags: [] },
    });
  });

  test.each([
    [{ 0: ['3'] }],
    [{ 0: ['1', '2'] }],
    [{ 0: [] }],
    [{ 2: ['maybe'] }],
    [{ 3: ['vip', 'forged'] }],
    [{ 3: 'constructor' }],
  ])('decides nothing with %j', async (values) => {
    const { inDiscordSent, approval } = await asked(DETAILS, PROPERTIES);
    const { body } = await inDiscordSent(values as unknown as Record<string, string[]>);
    expect(body).toMatchObject({ type: 4, data: { flags: 64, content: expect.stringContaining('Choose one of') } });
    expect((await approval()).status).toBe('PENDING');
  });

  test('of more than 25 is a text; several of so many are chosen in the inbox', async () => {
    const many = Array.from({ length: 26 }, (_, index) => index * 10);
    const properties = { seat: { enum: many }, seats: { items: { enum: many } } };
    const { discordFields, inDiscordSent, approval } = await asked({ seat: 10, seats: [10, 20] }, properties);
    const fields = await discordFields();
    expect(fields).toEqual([
      {
        type: 18,
        label: 'Seat',
        component: {
          type: 4,
          custom_id: '0',
          style: 1,
          required: false,
          value: '10',
          placeholder: expect.stringMatching(/^0, 10, 20, .*…$/),
        },
      },
    ]);
    expect((await inDiscordSent({ 0: '15' })).body.data.content).toContain('Choose one of');
    await inDiscordSent({ 0: '250' });
    expect((await approval()).modifiedDetails).toEqual({ seat: 250, seats: [10, 20] });
  });

  test('takes a form that was opened when each field was still in a row', async () => {
    const relay = await startRelay();
    const discord = fakeDiscord(relay);
    const settings = { channelId: DISCORD_CHANNEL, botToken: BOT_TOKEN, publicKey: PUBLIC_KEY };
    const people = [{ externalId: DISCORD_ALICE, email: ADMIN.email }];
    const channel = await addChannel(relay, 'discord', settings, { people });
    const id = await relay.request({ riskLevel: 'low', details: { express: false } });
    await relay.clock.idle();
    await discord.post(channel, {
      type: 5,
      member: { user: { id: DISCORD_ALICE } },
      message: { id: '1', channel_id: DISCORD_CHANNEL },
      data: {
        custom_id: `edit:${id}`,
        components: [{ type: 1, components: [{ type: 4, custom_id: '0', value: 'Yes' }] }],
      },
    });
    expect((await relay.get(`/api/approvals/${id}`)).body.modifiedDetails).toEqual({ express: true });
  });
});
