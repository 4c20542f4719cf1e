/** Channels that only tell: webhooks of Slack, Discord and Teams, PagerDuty, and any other program. */
import { Webhook } from 'standardwebhooks';
import { addChannel, readChannel } from '../../support/channels/set-up.js';
import { fakeDiscord } from '../../support/channels/discord.js';
import { playCloud } from '../../support/connect.js';
import { SIGNING_SECRET, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

const MINUTE = 60_000;
const ROUTING_KEY = 'e93facc04764012d7bfb002500d5d1a6';
afterEach(stopRelays);

const decide = async (relay: TestRelay, id: string) => {
  await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' }, await relay.signIn());
  await relay.clock.idle();
};
const ask = async (relay: TestRelay, fields: Record<string, unknown> = {}) => {
  const id = await relay.request(fields);
  await relay.clock.idle();
  return id;
};

test('Slack by a webhook gets a message with a link, and a second one with the outcome', async () => {
  const relay = await startRelay();
  const url = 'https://hooks.slack.com/services/T1/B1/secret';
  const { calls } = playCloud(relay, url, () => ({ body: 'ok' }));
  await addChannel(relay, 'slack-webhook', { url });
  const id = await ask(relay);
  expect(JSON.stringify(calls[0]!.body)).not.toContain('action_id":"approve');
  expect(JSON.stringify(calls[0]!.body)).toContain(`/approvals/${id}`);
  await decide(relay, id);
  expect(calls).toHaveLength(2);
  expect(calls[1]!.body.text).toContain('Approved by alice@example.com: Refund request');
  const { items } = (await relay.get(`/api/deliveries?approvalId=${id}`)).body;
  expect(JSON.stringify(items)).not.toContain('secret');
});

test('Discord by a webhook gets a message with a link, which then shows the outcome', async () => {
  const relay = await startRelay();
  const discord = fakeDiscord(relay, 'https://discord.com/api');
  await addChannel(relay, 'discord-webhook', { url: 'https://discord.com/api/webhooks/1/secret' });
  const id = await ask(relay);
  await decide(relay, id);
  expect(discord.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'POST /webhooks/1/secret',
    'PATCH /webhooks/1/secret/messages/987654321098765430',
  ]);
  expect(discord.calls[1]!.body.embeds[0].description).toContain('✔ Approved by');
});

test('Teams gets an Adaptive Card with a link, and a second card with the outcome, each below its limit', async () => {
  const relay = await startRelay();
  const url = 'https://prod-12.westeurope.logic.azure.com/workflows/1/triggers/manual?sig=secret';
  const { calls } = playCloud(relay, url, ({ body }) =>
    Buffer.byteLength(JSON.stringify(body)) > 28 * 1024 ? { status: 413 } : { status: 202 },
  );
  await addChannel(relay, 'teams', { url });
  const long = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`field${n}`, '"😀'.repeat(900)]));
  const id = await ask(relay, { details: long, justification: '\u0001"'.repeat(4_000) });
  await decide(relay, id);
  expect(calls).toHaveLength(2);
  const [card, outcome] = calls.map(({ body }) => body.attachments[0]);
  expect(card).toMatchObject({
    contentType: 'application/vnd.microsoft.card.adaptive',
    contentUrl: null,
    content: {
      type: 'AdaptiveCard',
      version: '1.4',
      actions: [{ type: 'Action.OpenUrl', title: 'Review', url: `${relay.url}/approvals/${id}` }],
    },
  });
  expect(JSON.stringify(outcome)).toContain('Approved by alice@example.com');
  expect((await relay.get('/api/deliveries?status=failed')).body.items).toEqual([]);
});

test('any other program gets signed requests with the approval as the API shows it', async () => {
  const relay = await startRelay();
  const url = 'https://hooks.example.com/countersign';
  playCloud(relay, url, () => ({ status: 204 }));
  await addChannel(relay, 'webhook', { url, secret: SIGNING_SECRET });
  const id = await ask(relay);
  await decide(relay, id);
  const told = relay.sentTo(url).map(({ headers, body }) => {
    const at = Number(headers['webhook-timestamp']) * 1000;
    expect(at).toBe(relay.clock.now().getTime());
    // The library looks at the real clock, so only the signature is compared.
    const expected = new Webhook(SIGNING_SECRET).sign(headers['webhook-id']!, new Date(at), body);
    expect(headers['webhook-signature']).toBe(expected);
    return JSON.parse(body);
  });
  expect(told).toMatchObject([
    { type: 'channel.asked', data: { id, status: 'PENDING' } },
    { type: 'channel.settled', data: { id, status: 'APPROVED', decidedBy: 'alice@example.com' } },
  ]);
});

describe('PagerDuty', () => {
  async function paged(settings: object = {}) {
    const relay = await startRelay();
    const { calls } = playCloud(relay, 'https://events.pagerduty.com', ({ body }) => {
      if (!body.routing_key || !body.event_action || (body.event_action !== 'trigger' && !body.dedup_key))
        return { status: 400, body: { status: 'invalid event', errors: ['missing'] } };
      return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: body.dedup_key } };
    });
    const channel = await addChannel(relay, 'pagerduty', { routingKey: ROUTING_KEY, ...settings });
    return { relay, calls, channel };
  }

  test('calls somebody when a high risk has waited 30 minutes, to the minute, and ends it with the decision', async () => {
    const { relay, calls } = await paged();
    const id = await ask(relay);
    await relay.clock.advance(30 * MINUTE - 1);
    expect(calls).toHaveLength(0);
    await relay.clock.advance(1);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      method: 'POST',
      path: '/v2/enqueue',
      body: {
        routing_key: ROUTING_KEY,
        event_action: 'trigger',
        dedup_key: id,
        payload: {
          summary: 'Waiting for approval: Refund request on ticket #9921 — Ana Pérez',
          source: expect.any(String),
          severity: 'critical',
          timestamp: '2026-03-02T09:00:00.000Z',
          class: 'process_refund',
          custom_details: { Amount: '400.00' },
        },
        links: [{ href: `${relay.url}/approvals/${id}`, text: 'Decide in the inbox' }],
      },
    });
    await decide(relay, id);
    expect(calls[1]!.body).toEqual({ routing_key: ROUTING_KEY, event_action: 'resolve', dedup_key: id });
  });

  test('calls nobody for what is decided in time or of less risk, and ends it at the deadline', async () => {
    const { relay, calls } = await paged({ minutes: 5 });
    await decide(relay, await ask(relay));
    await ask(relay, { riskLevel: 'medium' });
    await ask(relay, { expiresInMinutes: 8 });
    await relay.clock.advance(60 * MINUTE);
    expect(calls.map(({ body }) => body.event_action)).toEqual(['trigger', 'resolve']);
  });

  test('calls at the minute also when the relay was started again meanwhile', async () => {
    const { relay } = await paged();
    const id = await ask(relay);
    const copy = await relay.copyFolder();
    await relay.stop();
    const again = await startRelay({ folder: copy, startAt: '2026-03-02T09:20:00.000Z' });
    const { calls } = playCloud(again, 'https://events.pagerduty.com', () => ({ status: 202 }));
    await again.clock.advance(10 * MINUTE - 1);
    expect(calls).toHaveLength(0);
    await again.clock.advance(1);
    expect(calls.map(({ body }) => body.dedup_key)).toEqual([id]);
  });

  test('that refuses is a failing channel', async () => {
    const { relay, channel } = await paged({ minutes: 0 });
    relay.clouds.clear();
    playCloud(relay, 'https://events.pagerduty.com', () => ({
      status: 400,
      body: { status: 'invalid event', message: 'Event object is invalid', errors: ["'routing_key' is invalid"] },
    }));
    await ask(relay);
    expect(await readChannel(relay, channel)).toMatchObject({
      status: 'failing',
      lastError: { text: "PagerDuty answered 400: Event object is invalid 'routing_key' is invalid" },
    });
  });
});

describe('a channel that fails', () => {
  async function failing(status: number) {
    const relay = await startRelay();
    const first = playCloud(relay, 'https://first.example.com', () => ({ status }));
    const second = playCloud(relay, 'https://second.example.com', () => ({ status: 200 }));
    const spare = await addChannel(
      relay,
      'webhook',
      { url: 'https://second.example.com', secret: SIGNING_SECRET },
      { isDefault: false },
    );
    const settings = { url: 'https://first.example.com', secret: SIGNING_SECRET };
    const broken = await addChannel(relay, 'webhook', settings, { fallback: spare });
    return { relay, first, second, spare, broken };
  }

  test('for good makes the next one tell at once', async () => {
    const { relay, first, second, broken } = await failing(404);
    await ask(relay);
    expect([first.calls.length, second.calls.length]).toEqual([1, 1]);
    expect(await readChannel(relay, broken)).toMatchObject({ status: 'failing' });
  });

  test('for a while is tried again for some minutes first', async () => {
    const { relay, first, second } = await failing(503);
    const id = await ask(relay);
    await relay.clock.advance(60_000);
    expect(second.calls).toHaveLength(0);
    await relay.clock.advance(10 * MINUTE);
    expect([first.calls.length, second.calls.length]).toEqual([4, 1]);
    await relay.clock.advance(70 * MINUTE);
    expect(first.calls).toHaveLength(4);
    const { items } = (await relay.get(`/api/approvals/${id}/timeline`)).body;
    expect(items).toContainEqual(expect.objectContaining({ event: 'notification.failed' }));
    expect(items).toContainEqual(expect.objectContaining({ event: 'notification.asked', text: 'Our webhook' }));
  });

  test('together with the one that it falls back on does not go round', async () => {
    const { relay, first, second, spare, broken } = await failing(404);
    relay.clouds.delete('https://second.example.com');
    const also = playCloud(relay, 'https://second.example.com', () => ({ status: 404 }));
    await relay.call('PATCH', `/api/channels/${spare}`, { fallback: broken });
    await ask(relay);
    await relay.clock.advance(70 * MINUTE);
    expect([first.calls.length, second.calls.length + also.calls.length]).toEqual([1, 1]);
  });

  test('without another one is tried until the approval is decided', async () => {
    const { relay, first, broken } = await failing(503);
    await relay.call('PATCH', `/api/channels/${broken}`, { fallback: null });
    const id = await ask(relay);
    await relay.clock.advance(60 * MINUTE);
    expect(first.calls.length).toBeGreaterThan(4);
    await decide(relay, id);
    const before = first.calls.length;
    await relay.clock.advance(10 * 60 * MINUTE);
    expect(first.calls).toHaveLength(before);
  });
});

describe('a channel whose address is gone', () => {
  const SLACK = 'https://hooks.slack.com/services/T1/B1/secret';
  async function gone(kind: string, url: string, answer: { status: number; body?: unknown }) {
    const relay = await startRelay();
    const spareUrl = 'https://spare.example.com';
    const spare = playCloud(relay, spareUrl, () => ({ status: 200 }));
    const settings = { url: spareUrl, secret: SIGNING_SECRET };
    const fallback = await addChannel(relay, 'webhook', settings, { isDefault: false });
    const { calls } = playCloud(relay, url, () => answer);
    const secret = kind === 'webhook' ? { secret: SIGNING_SECRET } : {};
    const channel = await addChannel(relay, kind, { url, ...secret }, { fallback });
    return { relay, calls, spare, channel };
  }

  test.each([
    ['slack-webhook', SLACK, { status: 404, body: 'no_service' }],
    ['slack-webhook', SLACK, { status: 410, body: 'channel_is_archived' }],
    [
      'discord-webhook',
      'https://discord.com/api/webhooks/1/x',
      { status: 404, body: { code: 10015, message: 'Unknown Webhook' } },
    ],
    ['teams', 'https://prod-12.westeurope.logic.azure.com/workflows/1', { status: 404 }],
    ['webhook', 'https://other.example.com/1', { status: 410 }],
  ])('(%s) is turned off visibly and asked no more, and the next one is told', async (kind, url, answer) => {
    const { relay, calls, spare, channel } = await gone(kind, url, answer);
    await ask(relay);
    expect([calls.length, spare.calls.length]).toEqual([1, 1]);
    expect(await readChannel(relay, channel)).toMatchObject({
      status: 'gone',
      lastError: { text: expect.stringContaining('Nothing more is sent to it') },
    });
    await ask(relay);
    expect([calls.length, spare.calls.length]).toEqual([1, 2]);
    const { items } = (await relay.get('/api/audit')).body;
    expect(items.filter(({ event }: { event: string }) => event === 'channel.gone')).toHaveLength(1);
  });

  test('is told again when it has a new one, or is switched on', async () => {
    const { relay, calls, spare, channel } = await gone('slack-webhook', SLACK, { status: 404 });
    await ask(relay);
    const renewed = playCloud(relay, 'https://hooks.slack.com/services/T2', () => ({ body: 'ok' }));
    const settings = { url: 'https://hooks.slack.com/services/T2' };
    await relay.call('PATCH', `/api/channels/${channel}`, { settings });
    await ask(relay);
    expect([calls.length, renewed.calls.length, spare.calls.length]).toEqual([1, 1, 1]);
    expect(await readChannel(relay, channel)).toMatchObject({ status: 'working', lastError: null });
  });

  test('is not one where somebody has deleted a message', async () => {
    const relay = await startRelay();
    const discord = fakeDiscord(relay, 'https://discord.com/api');
    const channel = await addChannel(relay, 'discord-webhook', { url: 'https://discord.com/api/webhooks/1/secret' });
    const id = await ask(relay);
    discord.messages.clear();
    await decide(relay, id);
    expect(discord.calls.map(({ method }) => method)).toEqual(['POST', 'PATCH']);
    expect(await readChannel(relay, channel)).toMatchObject({ status: 'working', lastError: null });
    expect((await relay.get('/api/deliveries?status=failed')).body.items).toEqual([]);
  });
});

test.each([
  ['teams', 'https://prod-12.westeurope.logic.azure.com/workflows/1', { 'retry-after': '90' }],
  ['slack-webhook', 'https://hooks.slack.com/services/T1/B1/secret', { 'retry-after': '90' }],
  ['discord-webhook', 'https://discord.com/api/webhooks/1/x', { 'retry-after': '89.5' }],
])('%s that is asked too often is left alone for as long as it says', async (kind, url, headers) => {
  const relay = await startRelay();
  let calls = 0;
  relay.clouds.set(url, () => {
    calls += 1;
    return calls === 1 ? { status: 429, headers, body: '{}' } : { status: 200, headers: {}, body: '{}' };
  });
  const channel = await addChannel(relay, kind, { url });
  await ask(relay);
  await relay.clock.advance(89_000);
  expect(calls).toBe(1);
  await relay.clock.advance(1_000);
  expect(calls).toBe(2);
  expect(await readChannel(relay, channel)).toMatchObject({ status: 'working' });
});

test('Teams’ old connectors, which answer no more, are not taken', async () => {
  const relay = await startRelay();
  const settings = { url: 'https://acme.webhook.office.com/webhookb2/1/IncomingWebhook/2' };
  const answer = await relay.post('/api/channels', { kind: 'teams', name: 'Old', settings });
  expect([answer.status, answer.body.errors]).toEqual([
    400,
    [{ path: 'settings.url', message: expect.stringContaining('an old connector') }],
  ]);
  const broken = await relay.post('/api/channels', { kind: 'teams', name: 'Old', settings: { url: 'nonsense' } });
  expect(broken.status).toBe(400);
});

describe('which channels are told', () => {
  test('are those of the group, or else the default ones', async () => {
    const relay = await startRelay();
    const make = async (host: string, isDefault: boolean) => {
      const { calls } = playCloud(relay, `https://${host}.example.com`, () => ({ status: 200 }));
      const settings = { url: `https://${host}.example.com`, secret: SIGNING_SECRET };
      return { calls, id: await addChannel(relay, 'webhook', settings, { isDefault }) };
    };
    const everyone = await make('everyone', true);
    const support = await make('support', false);
    const made = await relay.post('/api/groups', { name: 'Support', channels: [support.id] });
    expect(made.status).toBe(200);
    await ask(relay, { group: 'support' });
    expect([everyone.calls.length, support.calls.length]).toEqual([0, 1]);
    await ask(relay, { group: 'Unknown' });
    expect([everyone.calls.length, support.calls.length]).toEqual([1, 1]);
  });

  test('are not those of another workspace', async () => {
    const relay = await startRelay();
    const { calls } = playCloud(relay, 'https://ours.example.com', () => ({ status: 200 }));
    await addChannel(relay, 'webhook', { url: 'https://ours.example.com', secret: SIGNING_SECRET });
    const north = await relay.otherWorkspace();
    await relay.request({}, north);
    await relay.clock.idle();
    expect(calls).toHaveLength(0);
    expect((await relay.get('/api/channels', north)).body.items).toEqual([]);
  });

  test('are made by admins only, with what is wrong said field by field', async () => {
    const relay = await startRelay();
    const key = (await relay.post('/api/keys', { name: 'Flow', scopes: ['read', 'decide', 'request'] })).body.key;
    for (const [method, to] of [
      ['GET', '/api/channels'],
      ['POST', '/api/channels'],
      ['GET', '/api/channel-kinds'],
    ] as const)
      expect((await relay.call(method, to, method === 'POST' ? {} : undefined, { 'x-api-key': key })).status).toBe(403);
    const wrong = await relay.post('/api/channels', {
      kind: 'pagerduty',
      name: 'P',
      settings: { routingKey: 'short', colour: 1 },
    });
    expect(wrong.body.errors).toContainEqual({
      path: 'settings.routingKey',
      message: 'The integration key has 32 letters and digits.',
    });
    expect((await relay.post('/api/channels', { kind: 'teams', name: 'T', fallback: 'chn_none' })).status).toBe(400);
    expect((await relay.get('/api/channel-kinds')).body.items).toHaveLength(8);
  });
});
