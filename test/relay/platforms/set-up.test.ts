import { createHmac } from 'node:crypto';
import { connect, playCloud } from '../../support/connect.js';
import { startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);

describe('setting Zendesk up', () => {
  const access = { subdomain: 'acme', email: 'bot@acme.com', apiToken: 'zd' };

  test('makes the webhook and the trigger, and keeps the signing secret', async () => {
    const relay = await startRelay();
    const cloud = playCloud(relay, 'https://acme.zendesk.com/api/v2', ({ method, path }) => {
      if (path === '/webhooks') return { status: 201, body: { webhook: { id: '01F1KRFQ6BG29CNWFR60NK5FNY' } } };
      if (path.endsWith('/signing_secret'))
        return { body: { signing_secret: { algorithm: 'SHA256', secret: 'c2VjcmV0' } } };
      return method === 'POST' && path === '/triggers' ? { status: 201, body: { trigger: { id: 1 } } } : undefined;
    });
    const { id, inboundUrl, post } = await connect(relay, 'zendesk', access);
    const answer = await relay.post(`/api/connections/${id}/set-up`);
    expect(answer.body).toMatchObject({
      secretsSet: ['apiToken', 'signingSecret'],
      settings: { webhookId: '01F1KRFQ6BG29CNWFR60NK5FNY' },
    });
    const [webhook, trigger] = cloud.changes().map(({ body }) => body);
    expect(webhook.webhook).toMatchObject({
      endpoint: inboundUrl,
      http_method: 'POST',
      subscriptions: ['conditional_ticket_events'],
    });
    const [, notify] = trigger.trigger.actions;
    expect(notify.value[0]).toBe('01F1KRFQ6BG29CNWFR60NK5FNY');
    const body = notify.value[1].replaceAll(/\{\{[^}]*\}\}/g, '');
    expect((await post(body)).status).toBe(401);
    const timestamp = relay.clock.now().toISOString();
    const signature = createHmac('sha256', 'c2VjcmV0')
      .update(timestamp + body)
      .digest('base64');
    const headers = { 'x-zendesk-webhook-signature': signature, 'x-zendesk-webhook-signature-timestamp': timestamp };
    expect((await post(body, headers)).status).toBe(200);
    expect((await relay.post(`/api/connections/${id}/set-up`)).body.detail).toMatch(/set up already/);
  });

  test('says in Zendesk’s words what it refused, and leaves the connection as it was', async () => {
    const relay = await startRelay();
    playCloud(relay, 'https://acme.zendesk.com/api/v2', () => ({
      status: 401,
      body: { error: "Couldn't authenticate you" },
    }));
    const { id } = await connect(relay, 'zendesk', access);
    const { status, body } = await relay.post(`/api/connections/${id}/set-up`);
    expect([status, body.code]).toEqual([422, 'set_up_failed']);
    expect(body.detail).toMatch(/Couldn't authenticate you.*token/);
    expect((await relay.get(`/api/connections/${id}`)).body.secretsSet).toEqual(['apiToken']);
  });

  test('can be done by hand', async () => {
    const relay = await startRelay();
    const { id, inboundUrl } = await connect(relay, 'zendesk');
    const { steps, automatic } = (await relay.get(`/api/connections/${id}/set-up`)).body;
    expect([automatic, steps[0].paste]).toEqual([true, inboundUrl]);
    const pastes = (part: string) =>
      steps.flatMap((step: { part: string; paste: string | null }) => (step.part === part ? (step.paste ?? []) : []));
    expect(JSON.parse(pastes('tickets').at(-1))).toMatchObject({ details: { ticketId: '{{ticket.id}}' } });
    // What the AI agent would send is held, and answered as its branches need it.
    const asked = await relay.post(
      new URL(inboundUrl).pathname,
      { ...JSON.parse(pastes('agents')[1]), maxWaitMs: 0 },
      {},
    );
    expect(asked.body).toMatchObject({ status: 'pending', approvalId: expect.any(String), decisionNote: null });
    expect(pastes('agents')[0]).toContain(inboundUrl);
    expect(pastes('agents')[2]).toContain('/api/approvals/{{approvalId}}?wait=25');
  });
});

test('Fin gets two data connectors, by hand or as drafts through the API', async () => {
  const relay = await startRelay();
  const cloud = playCloud(relay, 'https://api.intercom.io', () => ({
    status: 201,
    body: { id: '125', state: 'draft' },
  }));
  const { id } = await connect(relay, 'intercom', { accessToken: 'tok' });
  const { steps, keyPlaceholder } = (await relay.get(`/api/connections/${id}/set-up`)).body;
  const definition = JSON.parse(steps.find(({ title }: { title: string }) => title.includes('Ask a person')).paste);
  expect((await relay.post(`/api/connections/${id}/set-up`)).status).toBe(200);
  expect(cloud.changes().map(({ path, body }) => [path, body.http_method])).toEqual([
    ['/data_connectors', 'post'],
    ['/data_connectors', 'get'],
  ]);
  // What is made through the API calls with a key of its own, which is shown to nobody.
  const [{ name, value: key }, ...otherHeaders] = cloud.changes()[0]!.body.headers;
  expect(cloud.changes()[0]!.body).toEqual({
    ...definition,
    headers: [{ name, value: expect.stringMatching(/^cs_live_/) }, ...otherHeaders],
  });
  expect(definition.headers[0]).toEqual({ name: 'x-api-key', value: keyPlaceholder });
  // What Fin would send is what the relay takes, and names in the answer are those that the connector maps.
  const filled = JSON.parse(definition.body.replaceAll(/\{\{(\w+)\}\}/g, '$1'));
  const { maxWaitMs: _hold, ...request } = filled;
  const answer = await relay.post('/api/webhooks/inbound', request, { [name]: key });
  expect(answer.status).toBe(200);
  for (const name of Object.keys(definition.mock_response)) expect(answer.body).toHaveProperty(name);
});

test('data connectors that Intercom refuses leave no key behind', async () => {
  const relay = await startRelay();
  const cloud = playCloud(relay, 'https://api.intercom.io', () => ({ status: 401, body: {} }));
  const { id } = await connect(relay, 'intercom', { accessToken: 'wrong' });
  const refused = await relay.post(`/api/connections/${id}/set-up`);
  expect([refused.status, refused.body.code]).toEqual([422, 'set_up_failed']);
  const key = cloud.changes()[0]!.body.headers[0].value;
  expect((await relay.get('/api/approvals', { 'x-api-key': key })).status).toBe(401);
});

test('Fin’s three ways by Intercom are told apart, and each names its own steps', async () => {
  const relay = await startRelay();
  const { id, inboundUrl } = await connect(relay, 'intercom');
  const { steps, automaticPart } = (await relay.get(`/api/connections/${id}/set-up`)).body;
  const textOf = (part: string) => JSON.stringify(steps.filter((step: { part: string }) => step.part === part));
  expect(textOf('events')).toContain('conversation.admin.assigned');
  expect(textOf('procedures')).toContain('procedure.hitl_notification.created');
  for (const part of ['events', 'procedures']) expect(textOf(part)).toContain(inboundUrl);
  expect(textOf('connectors')).toContain('/api/webhooks/inbound');
  expect(automaticPart).toBe('connectors');
});

test('every platform has steps that name its own address', async () => {
  const relay = await startRelay();
  for (const { platform } of (await relay.get('/api/platforms')).body.items) {
    const { id, inboundUrl } = await connect(relay, platform);
    const { steps } = (await relay.get(`/api/connections/${id}/set-up`)).body;
    expect(JSON.stringify(steps)).toContain(inboundUrl);
  }
});

describe('the Fin Agent API', () => {
  const event = (more: object = {}) => ({
    event_name: 'fin_status_updated',
    conversation_id: 'c1',
    user_id: 'u1',
    status: 'escalated',
    reason: 'The customer asks for a person',
    created_at_ms: 1_700_000_000_000,
    ...more,
  });

  test('asks a person when Fin gives up, once', async () => {
    const relay = await startRelay();
    const fin = await connect(relay, 'fin-agent');
    const [first, second] = [await fin.post(event()), await fin.post(event())];
    expect(second.body.id).toBe(first.body.id);
    expect((await relay.get(`/api/approvals/${first.body.id}`)).body).toMatchObject({
      action: 'fin_escalation',
      summary: 'Fin escalated conversation c1',
      justification: 'The customer asks for a person',
    });
    expect((await fin.post(event({ status: 'resolved', created_at_ms: 2 }))).body.status).toBe('ignored');
    expect((await fin.post(event({ event_name: 'fin_replied', created_at_ms: 3 }))).body.status).toBe('ignored');
  });

  test('signs with 64 hexadecimal digits, with or without their name', async () => {
    const relay = await startRelay();
    const fin = await connect(relay, 'fin-agent', { webhookSecret: 'shh' });
    const text = JSON.stringify(event());
    const digest = createHmac('sha256', 'shh').update(text).digest('hex');
    const signed = async (signature: string) =>
      (await fin.post(text, { 'x-fin-agent-api-webhook-signature': signature })).status;
    expect(await signed(`sha256=${digest}`)).toBe(200);
    expect(await signed(digest)).toBe(200);
    expect(await signed(digest.slice(0, 40))).toBe(401);
    expect((await fin.post(text)).status).toBe(401);
  });
});

test('what came in is forgotten after a week, the approvals that it made are not', async () => {
  const relay = await startRelay();
  const generic = await connect(relay, 'generic');
  const { body } = await generic.post({ title: 'Old' });
  await relay.clock.advance(6 * 24 * 3_600_000);
  await generic.post({ title: 'Newer' });
  expect(await generic.events()).toHaveLength(2);
  await relay.clock.advance(25 * 3_600_000);
  expect(await generic.events()).toHaveLength(1);
  expect((await relay.get(`/api/approvals/${body.id}`)).status).toBe(200);
});

test('a connection is seen and changed only in its own workspace, and gone when it is removed', async () => {
  const relay = await startRelay();
  const { id, post } = await connect(relay, 'generic');
  const north = await relay.otherWorkspace();
  for (const to of ['', '/events', '/set-up'])
    expect((await relay.get(`/api/connections/${id}${to}`, north)).status).toBe(404);
  expect((await relay.call('DELETE', `/api/connections/${id}`, undefined, north)).status).toBe(404);
  expect((await relay.call('DELETE', `/api/connections/${id}`)).status).toBe(204);
  expect((await post({ title: 'Too late' })).status).toBe(404);
});

describe('a test event', () => {
  let relay: TestRelay;
  beforeEach(async () => {
    relay = await startRelay();
  });

  test('of every platform becomes an approval that is marked as a test and written back nowhere', async () => {
    const { items } = (await relay.get('/api/platforms')).body;
    expect(items).toHaveLength(8);
    for (const { platform } of items as Array<{ platform: string }>) {
      const { id } = await connect(relay, platform);
      for (let time = 1; time <= 2; time += 1) {
        const { status, body } = await relay.post(`/api/connections/${id}/test`);
        expect([platform, status, body.outcome]).toEqual([platform, 200, 'approval']);
        const approval = (await relay.get(`/api/approvals/${body.approvalId}`)).body;
        expect(approval.summary).toMatch(/^Test: /);
        await relay.post(`/api/approvals/${approval.id}/decision`, { verdict: 'approve' });
      }
      expect(
        new Set(
          (await (await relay.get(`/api/connections/${id}/events`)).body.items).map(
            (event: { approvalId: string }) => event.approvalId,
          ),
        ).size,
      ).toBe(2);
    }
    await relay.dispatcher.dispatchDue();
    expect(relay.sent).toEqual([]);
  });

  test('may be a payload of one’s own, and says what is wrong with it', async () => {
    const { id, events } = await connect(relay, 'zendesk');
    const broken = await relay.post(`/api/connections/${id}/test`, { body: '{"a": "b" "c"}' });
    expect([broken.status, broken.body.code]).toEqual([422, 'unreadable_payload']);
    const [event] = await events();
    expect(event).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('not valid JSON') });
  });

  test('tried out names a field that no approval may have', async () => {
    const tried = await relay.post('/api/platforms/try', {
      platform: 'generic',
      settings: { riskLevel: '"enormous"' },
      body: '{}',
    });
    expect(tried.status).toBe(400);
    expect(tried.body.detail).toContain('riskLevel');
  });
});
