/** One approval in every channel at once: asked, reminded, changed in one of them, decided for all, and pressed too late in another. */
import { notify } from '../../../relay/channels/notify.js';
import { randomId } from '../../../relay/ids.js';
import { addChannel, addSlack, ALICE, readChannel } from '../../support/channels/set-up.js';
import { BOT_TOKEN, DISCORD_CHANNEL, fakeDiscord, PUBLIC_KEY } from '../../support/channels/discord.js';
import { fakeSlack } from '../../support/channels/slack.js';
import { playCloud } from '../../support/connect.js';
import { ADMIN, SIGNING_SECRET, startRelay, stopRelays } from '../../support/relay.js';

const MINUTE = 60_000;
const DISCORD_ALICE = '222222222222222222';
afterEach(stopRelays);

test('one decision anywhere closes it everywhere', async () => {
  const relay = await startRelay();
  const slack = fakeSlack(relay);
  const discord = fakeDiscord(relay);
  const slackHook = playCloud(relay, 'https://hooks.slack.com/services/1', () => ({ body: 'ok' }));
  const teams = playCloud(relay, 'https://teams.example.com', () => ({ status: 202 }));
  const pagerduty = playCloud(relay, 'https://events.pagerduty.com', () => ({ status: 202 }));
  const other = playCloud(relay, 'https://other.example.com', () => ({ status: 200 }));

  const ids = {
    slack: await addSlack(relay),
    discord: await addChannel(
      relay,
      'discord',
      { channelId: DISCORD_CHANNEL, botToken: BOT_TOKEN, publicKey: PUBLIC_KEY },
      { people: [{ externalId: DISCORD_ALICE, email: ADMIN.email }] },
    ),
    slackHook: await addChannel(relay, 'slack-webhook', { url: 'https://hooks.slack.com/services/1' }),
    teams: await addChannel(relay, 'teams', { url: 'https://teams.example.com' }),
    pagerduty: await addChannel(relay, 'pagerduty', { routingKey: 'e93facc04764012d7bfb002500d5d1a6' }),
    webhook: await addChannel(relay, 'webhook', { url: 'https://other.example.com', secret: SIGNING_SECRET }),
    email: await addChannel(relay, 'email', {
      host: 'smtp.example.com',
      from: 'a@example.com',
      to: ['lead@example.com'],
    }),
  };
  const counts = () => ({
    slack: slack.calls.map(({ method }) => method),
    discord: discord.calls.map(({ method }) => method),
    slackHook: slackHook.calls.length,
    teams: teams.calls.length,
    pagerduty: pagerduty.calls.map(({ body }) => body.event_action),
    webhook: other.calls.map(({ body }) => body.type),
    email: relay.mails.map(({ subject }) => subject),
  });

  // Asked.
  const id = await relay.request();
  await relay.clock.idle();
  expect(counts()).toEqual({
    slack: ['chat.postMessage'],
    discord: ['POST'],
    slackHook: 1,
    teams: 1,
    pagerduty: [],
    webhook: ['channel.asked'],
    email: ['Waiting for you: Refund request on ticket #9921 — Ana Pérez'],
  });

  // Nobody answers: PagerDuty calls, and all are reminded.
  await relay.clock.advance(30 * MINUTE);
  await relay.store.transaction(async (tx) => {
    const approval = (await tx.get('approvals', id))!;
    await notify(tx, approval, 'reminded', { now: relay.clock.now(), newId: randomId });
  });
  await relay.clock.idle();
  expect(counts()).toEqual({
    slack: ['chat.postMessage', 'chat.postMessage'],
    discord: ['POST', 'POST'],
    slackHook: 2,
    teams: 2,
    pagerduty: ['trigger'],
    webhook: ['channel.asked', 'channel.reminded'],
    email: [
      'Waiting for you: Refund request on ticket #9921 — Ana Pérez',
      'Reminder: Refund request on ticket #9921 — Ana Pérez',
    ],
  });
  expect(slack.last('chat.postMessage').blocks[0].text.text).toMatch(/^Reminder: /);

  // Forged and unauthorised actions decide nothing.
  expect((await slack.press(ids.slack, ALICE, 'approve', undefined, { secret: 'forged' })).status).toBe(401);
  await discord.press(ids.discord, '999999999999999999', 'approve', id);
  expect((await relay.get(`/api/approvals/${id}`)).body.status).toBe('PENDING');

  // Changed and so decided in Slack.
  await slack.press(ids.slack, ALICE, 'edit');
  await relay.clock.idle();
  await slack.submit(ids.slack, ALICE, { Amount: '40.00', Note: 'Half of it is enough' });
  await relay.clock.idle();
  expect((await relay.get(`/api/approvals/${id}`)).body).toMatchObject({
    status: 'APPROVED',
    decidedBy: ADMIN.email,
    modifiedDetails: { amount: '40.00' },
  });
  expect(counts()).toEqual({
    slack: ['chat.postMessage', 'chat.postMessage', 'views.open', 'chat.update', 'chat.update'],
    discord: ['POST', 'POST', 'PATCH', 'PATCH'],
    slackHook: 3,
    teams: 3,
    pagerduty: ['trigger', 'resolve'],
    webhook: ['channel.asked', 'channel.reminded', 'channel.settled'],
    email: expect.arrayContaining([
      'Approved with 1 change by alice@example.com: Refund request on ticket #9921 — Ana Pérez',
    ]),
  });
  for (const message of [...slack.messages.values(), ...discord.messages.values()]) {
    expect(JSON.stringify(message)).toContain('Approved with 1 change by alice');
    expect(JSON.stringify(message)).not.toMatch(/"Approve( …)?"/);
  }

  // Pressed too late in Discord.
  await relay.clock.advance(5 * MINUTE);
  const late = await discord.press(ids.discord, DISCORD_ALICE, 'reject', id);
  expect(late.body.data.content.replaceAll('\\', '')).toBe(
    'Approved with 1 change by alice@example.com, 2 Mar 2026, 09:30 UTC. That decision stands; nothing was changed.',
  );
  await relay.clock.idle();
  expect((await relay.get(`/api/approvals/${id}`)).body.status).toBe('APPROVED');
  expect((await relay.get('/api/deliveries?status=failed')).body.items).toEqual([]);
  for (const channel of Object.values(ids))
    expect(await readChannel(relay, channel)).toMatchObject({ status: 'working' });
});

test('what was told survives a crash: copies are mended by the relay that is started again', async () => {
  const relay = await startRelay();
  fakeSlack(relay);
  await addSlack(relay);
  const id = await relay.request();
  await relay.clock.idle();
  const copy = await relay.copyFolder();
  await relay.stop();
  const again = await startRelay({ folder: copy, startAt: '2026-03-02T09:10:00.000Z' });
  const slack = fakeSlack(again);
  slack.messages.set('1772442000.000001', {});
  await again.post(`/api/approvals/${id}/decision`, { verdict: 'approve' }, await again.signIn());
  await again.clock.idle();
  expect(slack.calls.map(({ method, body }) => [method, body.ts])).toEqual([['chat.update', '1772442000.000001']]);
});
