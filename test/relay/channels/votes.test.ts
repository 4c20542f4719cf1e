/** Approvals that several people decide, voted on in Slack and in Discord: what every copy shows, and what its buttons approve. */
import { addChannel, addSlack, ALICE } from '../../support/channels/set-up.js';
import { BOT_TOKEN, DISCORD_CHANNEL, fakeDiscord, PUBLIC_KEY } from '../../support/channels/discord.js';
import { fakeSlack } from '../../support/channels/slack.js';
import { playCloud } from '../../support/connect.js';
import { ADMIN, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

/* eslint-disable @typescript-eslint/no-explicit-any -- tests read messages as they come */
const BO = 'U0BO';
const DISCORD = { alice: '222222222222222222', bo: '333333333333333333' };
const bo = 'bo@example.com';
const DETAILS = { riskLevel: 'medium', details: { amount: '400.00' } };
const TWO = { quorum: { kind: 'count', count: 2 } };
afterEach(stopRelays);

/** Asked in Slack and in Discord, where Alice, an admin, and Bo, a reviewer, are known. */
async function asked(then: object, fields: Record<string, unknown> = {}) {
  const relay = await startRelay();
  const asBo = await relay.person('reviewer', bo);
  const slack = fakeSlack(relay);
  const discord = fakeDiscord(relay);
  const people = (alice: string, other: string) => [
    { externalId: alice, email: ADMIN.email },
    { externalId: other, email: bo },
  ];
  const inSlack = await addSlack(relay, { people: people(ALICE, BO) });
  const settings = { channelId: DISCORD_CHANNEL, botToken: BOT_TOKEN, publicKey: PUBLIC_KEY };
  const inDiscord = await addChannel(relay, 'discord', settings, { people: people(DISCORD.alice, DISCORD.bo) });
  const rule = { name: 'Several', when: { match: 'all', conditions: [] }, then };
  expect((await relay.post('/api/rules', rule)).status).toBe(200);
  const id = await relay.request({ ...DETAILS, ...fields });
  await relay.clock.idle();
  const approval = async () => (await relay.get(`/api/approvals/${id}`)).body;
  /** As they look now. */
  const slackCopy = () => JSON.stringify([...slack.messages.values()].at(-1).blocks);
  const discordCopy = () => [...discord.messages.values()].at(-1).embeds[0].description.replaceAll('\\', '') as string;
  const inChannel = async (act: Promise<unknown>) => {
    await act;
    await relay.clock.idle();
  };
  const { privately } = slack;
  return {
    relay,
    asBo,
    slack,
    discord,
    inSlack,
    inDiscord,
    id,
    approval,
    slackCopy,
    discordCopy,
    inChannel,
    privately,
  };
}
const buttonOf = (discord: ReturnType<typeof fakeDiscord>, what: string): string =>
  [...discord.messages.values()]
    .at(-1)
    .components[0].components.map((button: any) => button.custom_id)
    .find((id: string | undefined) => id?.startsWith(`${what}:`))
    .slice(what.length + 1);
const changeByInbox = (relay: TestRelay, id: string, by: Record<string, string>, amount: string) =>
  relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve', modifiedDetails: { amount } }, by);

describe('two of many', () => {
  test('who vote in Slack settle it with the second; every copy shows the first, and one person counts once', async () => {
    const { slack, inSlack, approval, slackCopy, discordCopy, inChannel, privately } = await asked(TWO);
    expect(slackCopy()).toContain('◔ 0 of 2 approved. Open to anybody who may decide');
    await inChannel(slack.press(inSlack, ALICE, 'approve'));
    const first = '1 of 2 approved: alice@example.com. Open to anybody else who may decide';
    expect(slackCopy()).toContain(first);
    expect(discordCopy()).toContain(first);
    expect(privately()).toEqual(`Noted. ${first}`);

    await inChannel(slack.press(inSlack, ALICE, 'approve'));
    expect(privately()).toEqual(`You have approved this already. ${first}`);
    expect(await approval()).toMatchObject({ status: 'PENDING', votes: [{ by: ADMIN.email }] });

    await inChannel(slack.press(inSlack, BO, 'approve'));
    expect(await approval()).toMatchObject({ status: 'APPROVED', decidedBy: 'alice@example.com, bo@example.com' });
    expect(slackCopy()).toContain('✔ Approved by alice@example.com, bo@example.com');
    expect(slackCopy()).not.toContain('of 2 approved');
    expect(discordCopy()).toContain('✔ Approved by alice@example.com, bo@example.com');
  });

  test('who vote in Discord settle it with the second, and one person counts once', async () => {
    const { discord, inDiscord, id, approval, slackCopy, discordCopy, inChannel } = await asked(TWO);
    const answer = await discord.press(inDiscord, DISCORD.bo, 'approve', id);
    expect(answer.body).toMatchObject({ type: 4, data: { flags: 64 } });
    expect(answer.body.data.content.replaceAll('\\', '')).toContain('Noted. 1 of 2 approved: bo@example.com.');
    await inChannel(Promise.resolve());
    expect(discordCopy()).toContain('1 of 2 approved: bo@example.com');
    expect(slackCopy()).toContain('1 of 2 approved: bo@example.com');
    const again = await discord.press(inDiscord, DISCORD.bo, 'approve', id);
    expect(again.body.data.content).toContain('You have approved this already');
    expect((await approval()).votes).toHaveLength(1);
    await inChannel(discord.press(inDiscord, DISCORD.alice, 'approve', id));
    expect(await approval()).toMatchObject({ status: 'APPROVED', decidedBy: 'bo@example.com, alice@example.com' });
    expect(discordCopy()).toContain('✔ Approved by bo@example.com, alice@example.com');
    expect(slackCopy()).toContain('✔ Approved by bo@example.com, alice@example.com');
  });

  test('may vote in different places, and are outdone by one who rejects in a form', async () => {
    const { discord, slack, inSlack, inDiscord, id, approval, slackCopy, inChannel } = await asked(TWO);
    await inChannel(discord.press(inDiscord, DISCORD.bo, 'approve', id));
    await inChannel(slack.press(inSlack, ALICE, 'reject'));
    await inChannel(slack.submit(inSlack, ALICE, { 'Why not': 'Not again' }));
    expect(await approval()).toMatchObject({ status: 'REJECTED', decisionNote: 'Not again', decidedBy: ADMIN.email });
    expect(slackCopy()).toContain('✖ Rejected by alice@example.com');
  });
});

test('of everyone in a group, those who still have to approve are named', async () => {
  const { relay, slack, inSlack, slackCopy, inChannel } = await asked({ quorum: { kind: 'everyone' } });
  await relay.post('/api/groups', { name: 'Support', members: [ADMIN.email, bo] });
  await relay.request({ group: 'Support', riskLevel: 'medium' });
  await relay.clock.idle();
  expect(slackCopy()).toContain('0 of 2 approved. Still to approve: alice@example.com, bo@example.com');
  await inChannel(slack.press(inSlack, ALICE, 'approve', [...slack.messages.keys()].at(-1)));
  expect(slackCopy()).toContain('1 of 2 approved: alice@example.com. Still to approve: bo@example.com');
});

test('of groups one after the other, the next is named, and told', async () => {
  const { relay, slack, inSlack, inChannel, approval } = await asked({
    quorum: { kind: 'sequence', groups: ['Support', 'Finance'] },
  });
  await relay.post('/api/groups', { name: 'Support', members: [bo] });
  await relay.post('/api/groups', { name: 'Finance', members: [ADMIN.email] });
  await inChannel(slack.press(inSlack, BO, 'approve'));
  const copies = [...slack.messages.values()].map(({ blocks }) => JSON.stringify(blocks));
  expect(copies).toHaveLength(2);
  for (const copy of copies) expect(copy).toContain('1 of 2 approved: bo@example.com (Support). Next: Finance');
  await inChannel(slack.press(inSlack, ALICE, 'approve'));
  expect((await approval()).status).toBe('APPROVED');
});

describe('somebody who may not decide', () => {
  test('because they asked for it is told so in Slack, privately, and nothing is noted', async () => {
    const { slack, inSlack, approval, slackCopy, inChannel, privately } = await asked(
      { ...TWO, separateDuty: true },
      { requestedBy: bo },
    );
    const before = slackCopy();
    await inChannel(slack.press(inSlack, BO, 'approve'));
    const why = 'You asked for this, so somebody else must decide it.';
    expect(privately()).toEqual(why);
    expect(await approval()).toMatchObject({ status: 'PENDING', votes: [] });
    expect(slackCopy()).toBe(before);
  });

  test('is told why before a form opens, in Slack and in Discord, and again when one is sent', async () => {
    const { relay, slack, discord, inSlack, inDiscord, id, approval, inChannel, privately } = await asked(
      { separateDuty: true },
      { requestedBy: bo },
    );
    const why = 'You asked for this, so somebody else must decide it.';
    for (const form of ['edit', 'reject']) {
      await inChannel(slack.press(inSlack, BO, form));
      expect(privately()).toEqual(why);
      const answer = await discord.press(inDiscord, DISCORD.bo, form, id);
      expect(answer.body).toEqual({
        type: 4,
        data: { content: expect.any(String), flags: 64, allowed_mentions: { parse: [] } },
      });
      expect(answer.body.data.content.replaceAll('\\', '')).toBe(why);
    }
    expect(slack.of('views.open')).toEqual([]);
    // A form that somebody else opened, or that was open before.
    await slack.press(inSlack, ALICE, 'reject');
    await relay.clock.idle();
    await inChannel(slack.submit(inSlack, BO, { 'Why not': 'Mine' }));
    await discord.submit(inDiscord, DISCORD.bo, 'reject', id, { note: 'Mine' });
    expect((await approval()).status).toBe('PENDING');
  });

  test('because they only look on is told whom to ask', async () => {
    const { relay, slack, inSlack, approval, inChannel, privately } = await asked(TWO);
    const { items } = (await relay.get('/api/people')).body;
    await relay.call('PATCH', `/api/people/${items.find(({ email }: any) => email === bo).id}`, { role: 'viewer' });
    for (const what of ['approve', 'edit']) {
      await inChannel(slack.press(inSlack, BO, what));
      expect(privately()).toEqual(expect.stringContaining('You may look, but not decide'));
    }
    expect((await approval()).status).toBe('PENDING');
  });
});

describe('details that a colleague has changed by vote', () => {
  test('are shown by every copy, and Approve approves what its copy shows', async () => {
    const { relay, asBo, slack, inSlack, id, approval, slackCopy, discordCopy, inChannel } = await asked(TWO);
    await changeByInbox(relay, id, asBo, '40.00');
    await relay.clock.idle();
    expect(slackCopy()).toContain('✎ Changed by bo@example.com:\\nAmount: 400.00 → 40.00');
    expect(slackCopy()).toContain('Amount\\n40.00');
    expect(discordCopy()).toContain('✎ Changed by bo@example.com:\nAmount: 400.00 → 40.00');
    await inChannel(slack.press(inSlack, ALICE, 'approve'));
    expect(await approval()).toMatchObject({
      status: 'APPROVED',
      modifiedDetails: { amount: '40.00' },
      decidedBy: 'bo@example.com, alice@example.com',
    });
  });

  test('are approved in Discord by the button of the message that shows them', async () => {
    const { relay, asBo, discord, inDiscord, id, approval, inChannel } = await asked(TWO);
    await changeByInbox(relay, id, asBo, '40.00');
    await relay.clock.idle();
    expect(buttonOf(discord, 'approve')).toBe(`${id}:1`);
    await inChannel(discord.press(inDiscord, DISCORD.alice, 'approve', buttonOf(discord, 'approve')));
    expect(await approval()).toMatchObject({ status: 'APPROVED', modifiedDetails: { amount: '40.00' } });
  });

  test('are not approved by a button that showed other ones: who pressed is told, and the copy is mended', async () => {
    const { relay, asBo, slack, discord, inSlack, inDiscord, id, approval, inChannel, privately } = await asked(TWO);
    const before = structuredClone([...slack.messages.values()].at(-1));
    await changeByInbox(relay, id, asBo, '40.00');
    await relay.clock.idle();
    const told = 'bo@example.com has changed the details. Nothing was noted. Look at it as it is now, and press again.';
    const updates = slack.of('chat.update').length;
    slack.messages.set([...slack.messages.keys()][0]!, before);
    await inChannel(slack.press(inSlack, ALICE, 'approve'));
    expect(privately()).toEqual(told);
    expect(slack.of('chat.update')).toHaveLength(updates + 1);
    const answer = await discord.press(inDiscord, DISCORD.alice, 'approve', id);
    expect(answer.body.data.content.replaceAll('\\', '')).toBe(told);
    expect(await approval()).toMatchObject({
      status: 'PENDING',
      proposedDetails: { amount: '40.00' },
      votes: [{ by: bo }],
    });
    await inChannel(slack.press(inSlack, ALICE, 'approve'));
    expect(await approval()).toMatchObject({ status: 'APPROVED', modifiedDetails: { amount: '40.00' } });
  });

  test('are what a form begins with; one that was opened before is not taken, and stays open', async () => {
    const { relay, asBo, slack, discord, inSlack, inDiscord, id, approval, inChannel } = await asked(TWO);
    await inChannel(slack.press(inSlack, ALICE, 'edit'));
    await changeByInbox(relay, id, asBo, '40.00');
    await relay.clock.idle();
    const refused = await slack.submit(inSlack, ALICE, { Amount: '10.00' });
    expect(refused.body).toEqual({
      response_action: 'errors',
      errors: { note: expect.stringContaining('bo@example.com has changed the details. Nothing was noted.') },
    });
    const late = await discord.submit(inDiscord, DISCORD.alice, 'edit', id, { 0: '10.00', note: '' });
    expect(late.body.data.content).toContain('has changed the details');
    await inChannel(slack.press(inSlack, ALICE, 'edit'));
    const input = slack.last('views.open').view.blocks.find(({ type }: any) => type === 'input');
    expect(input.element.initial_value).toBe('40.00');
    await inChannel(slack.submit(inSlack, ALICE, { Note: 'As Bo says' }));
    expect(await approval()).toMatchObject({ status: 'APPROVED', modifiedDetails: { amount: '40.00' } });
  });

  test('are told anew where a copy cannot be changed: once, not with every vote', async () => {
    const { relay, asBo, id } = await asked({ quorum: { kind: 'count', count: 3 } });
    const cleo = await relay.person('reviewer', 'cleo@example.com');
    const { calls } = playCloud(relay, 'https://teams.example.com', () => ({ status: 202 }));
    await addChannel(relay, 'teams', { url: 'https://teams.example.com' });
    await addChannel(relay, 'email', { host: 'smtp.example.com', from: 'a@example.com', to: ['lead@example.com'] });
    const other = await relay.request(DETAILS);
    await relay.clock.idle();
    expect([calls.length, relay.mails.length]).toEqual([1, 1]);
    await relay.post(`/api/approvals/${other}/decision`, { verdict: 'approve' }, asBo);
    await relay.clock.idle();
    expect([calls.length, relay.mails.length]).toEqual([1, 1]);
    await changeByInbox(relay, other, cleo, '40.00');
    await relay.clock.idle();
    expect([calls.length, relay.mails.length]).toEqual([2, 2]);
    expect(JSON.stringify(calls[1]!.body)).toContain('Changed by cleo@example.com');
    expect(relay.mails[1]).toMatchObject({
      subject: 'Changed: Refund request on ticket #9921 — Ana Pérez',
      inReplyTo: relay.mails[0]!.messageId,
      text: expect.stringMatching(/Changed by cleo@example\.com:\nAmount: 400\.00 → 40\.00\n\n1 of 3 approved: cleo/),
    });
    expect(id).not.toBe(other);
  });
});

test('a vote while a message is on its way is shown when it has arrived', async () => {
  const { relay, asBo, slack } = await asked(TWO);
  slack.during(async () => {
    const { items } = (await relay.get('/api/approvals?limit=1')).body;
    return relay.post(`/api/approvals/${items[0].id}/decision`, { verdict: 'approve' }, asBo);
  });
  await relay.request({ summary: 'Another' });
  await relay.clock.idle();
  expect(slack.of('chat.postMessage')).toHaveLength(2);
  expect(JSON.stringify(slack.last('chat.update').blocks)).toContain('1 of 2 approved: bo@example.com');
});
