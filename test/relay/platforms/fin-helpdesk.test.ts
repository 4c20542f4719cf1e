/** The relay as the helpdesk of Fin: what Fin calls is kept, what a person must say is asked, and Fin is told that it was said. */
import fc from 'fast-check';
import newConversation from '../../fixtures/fin-custom-helpdesk/create_conversation_request_ASSEMBLED.json';
import newMessage from '../../fixtures/fin-custom-helpdesk/create_message_request_ASSEMBLED.json';
import change from '../../fixtures/fin-custom-helpdesk/update_conversation_request_ASSEMBLED.json';
import changedUser from '../../fixtures/fin-custom-helpdesk/update_user_request_v_api.json';
import typing from '../../fixtures/fin-custom-helpdesk/notify_agent_typing.json';
import notification from '../../fixtures/fin-custom-helpdesk/notify_sync.json';
import { playCloud } from '../../support/connect.js';
import { connectFin, finSignature, type Fin } from '../../support/fin.js';
import { startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

const INTERCOM = 'https://api.eu.intercom.io';
const SETTINGS = { region: 'eu', integrationId: 'a3c729d4e8f6b15c', webhookKey: 'whk_secret' };
let relay: TestRelay;
beforeEach(async () => {
  relay = await startRelay();
});
afterEach(stopRelays);

const talk = async (fin: Fin, fields: object = {}): Promise<string> =>
  (await fin.post('create_conversation', { ...newConversation, ...fields })).body.data.conversation.id;
const waiting = async () => (await relay.get('/api/approvals?status=PENDING')).body.items;
const messagesOf = async (fin: Fin, id: string) => (await fin.post('get_messages', { conversation_id: id })).body.data;

describe('a token', () => {
  const ask = (id: string, body: string | object, headers: Record<string, string> = {}) =>
    relay.call('POST', `/helpdesk/${id}/oauth/token`, body, {
      'content-type': typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json',
      ...headers,
    });

  test('is given for the client secret, by Basic, form or JSON, and ends after an hour', async () => {
    const { id, clientSecret } = await connectFin(relay);
    const basic = { authorization: `Basic ${Buffer.from(`${id}:${clientSecret}`).toString('base64')}` };
    const json = { grant_type: 'client_credentials', client_id: id, client_secret: clientSecret };
    for (const answer of [await ask(id, 'grant_type=client_credentials', basic), await ask(id, json)]) {
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600 });
      const bearer = { authorization: `Bearer ${answer.body.access_token}` };
      expect((await relay.call('POST', `/helpdesk/${id}/get_agents`, {}, bearer)).status).toBe(200);
    }
    const { access_token: token } = (await ask(id, json)).body;
    await relay.clock.advance(3_600_000);
    const late = await relay.call('POST', `/helpdesk/${id}/get_agents`, {}, { authorization: `Bearer ${token}` });
    expect(late.status).toBe(401);
  });

  test('is refused in the words of OAuth', async () => {
    const { id, clientSecret } = await connectFin(relay);
    const wrong = await ask(id, `grant_type=client_credentials&client_id=${id}&client_secret=guess`);
    expect([wrong.status, wrong.body]).toEqual([401, { error: 'invalid_client' }]);
    const other = await ask(id, `grant_type=password&client_id=${id}&client_secret=${clientSecret}`);
    expect([other.status, other.body]).toEqual([400, { error: 'unsupported_grant_type' }]);
  });

  test('of one helpdesk opens no other, and none survives a new secret', async () => {
    const [one, other] = [await connectFin(relay), await connectFin(relay)];
    const got = await ask(one.id, { client_id: one.id, client_secret: one.clientSecret });
    const bearer = { authorization: `Bearer ${got.body.access_token}` };
    expect((await relay.call('POST', `/helpdesk/${other.id}/get_agents`, {}, bearer)).status).toBe(401);
    await relay.call('PATCH', `/api/connections/${one.id}`, { settings: { clientSecret: 'another secret of ours' } });
    expect((await relay.call('POST', `/helpdesk/${one.id}/get_agents`, {}, bearer)).status).toBe(401);
  });

  test('is needed by every operation, and its lack is 401 in the envelope', async () => {
    const { id, events } = await connectFin(relay);
    const posted = await relay.call('POST', `/helpdesk/${id}/create_conversation`, newConversation, {});
    expect(posted.status).toBe(401);
    expect(posted.body).toEqual({
      error: {
        type: 'about:blank',
        title: 'The call is refused',
        status: 401,
        detail: expect.stringContaining('token'),
        instance: `/helpdesk/${id}/create_conversation`,
      },
    });
    expect((await events())[0]).toMatchObject({ outcome: 'refused' });
  });
});

describe('the signature', () => {
  const secret = 'fin signing secret';
  const body = JSON.stringify(newConversation);
  const writings: Array<[string, (hmac: Buffer) => string]> = [
    ['hexadecimal', (hmac) => hmac.toString('hex')],
    ['upper case', (hmac) => hmac.toString('hex').toUpperCase()],
    ['base64', (hmac) => hmac.toString('base64')],
    ['with a prefix', (hmac) => `sha256=${hmac.toString('hex')}`],
    ['base64 with a prefix', (hmac) => `sha256=${hmac.toString('base64')}`],
  ];
  let fin: Fin;
  let token: string;
  beforeEach(async () => {
    fin = await connectFin(relay, { signingSecret: secret });
    const got = await relay.post(`/helpdesk/${fin.id}/oauth/token`, {
      client_id: fin.id,
      client_secret: fin.clientSecret,
    });
    token = got.body.access_token;
  });
  const send = (headers: Record<string, string>) =>
    relay.call('POST', `/helpdesk/${fin.id}/create_conversation`, body, {
      authorization: `Bearer ${token}`,
      ...headers,
    });

  test.each(writings)('is known in %s', async (_name, write) => {
    expect((await send(finSignature(secret, relay.clock.now(), body, write))).status).toBe(201);
  });

  test('missing, wrong, of another text or old is refused with 401', async () => {
    const now = relay.clock.now();
    const old = new Date(now.getTime() - 301_000);
    for (const headers of [
      {},
      finSignature('another', now, body),
      finSignature(secret, now, `${body} `),
      finSignature(secret, old, body),
    ])
      expect((await send(headers)).status).toBe(401);
  });

  test('of a GET covers the sorted parameters', async () => {
    const id = await talk(fin);
    const got = await fin.rest('GET', `messages?conversation_id=${id}&after_id=none`);
    expect([got.status, got.body.length]).toEqual([200, 1]);
  });
});

describe('the operations', () => {
  let fin: Fin;
  beforeEach(async () => {
    fin = await connectFin(relay);
  });

  test('name Fin and the team as agents, enveloped or bare', async () => {
    const { body } = await fin.post('get_agents');
    expect(body.data).toMatchObject([
      { id: 'agent_fin', user_type: 'agent', name: 'Fin', email: expect.any(String) },
      { id: 'agent_team', user_type: 'agent', name: 'Support team' },
    ]);
    expect((await fin.rest('GET', 'agents')).body).toEqual(body.data);
  });

  test('make a user once, read and change it', async () => {
    const made = await fin.post('create_user', { name: 'Jane Doe', email: 'jane@example.com', object_id: '77' });
    expect(made.status).toBe(201);
    const again = await fin.rest('POST', 'user', { name: 'Somebody', object_id: '77' });
    expect(again.body).toEqual(made.body.data);
    const id = made.body.data.id;
    const changed = await fin.post('update_user', { ...changedUser, user_id: id });
    expect(changed.body.data).toMatchObject({ id, name: 'Jane Doe', attributes: changedUser.attributes });
    expect((await fin.rest('PUT', 'user', { user_id: id, attributes: { plan: 'free' } })).status).toBe(200);
    expect((await fin.rest('GET', `user?user_id=${id}`)).body).toMatchObject({
      user_type: 'end_user',
      attributes: { ...changedUser.attributes, plan: 'free' },
    });
    expect((await fin.post('get_user', { user_id: id })).body.data.id).toBe(id);
  });

  test('make a conversation with its first message once, however often it is sent', async () => {
    const made = await fin.post('create_conversation', newConversation);
    expect(made.status).toBe(201);
    expect(made.body.data.conversation).toEqual({
      id: expect.stringMatching(/^conv_/),
      status: 'open',
      user: newConversation.user,
      title: 'Question about pricing',
      tags: [],
      attributes: newConversation.attributes,
      assignee: expect.objectContaining({ id: 'agent_fin' }),
      created_at: '2026-03-02T09:00:00.000Z',
      updated_at: '2026-03-02T09:00:00.000Z',
    });
    expect(made.body.data.message).toMatchObject({
      conversation_id: made.body.data.conversation.id,
      message_type: 'comment',
      body: newConversation.initial_message.body,
      author: { id: 'user_123456', user_type: 'end_user', name: 'Jane Doe' },
      visibility: 'public',
    });
    const [again, bare] = [
      await fin.post('create_conversation', newConversation),
      await fin.rest('POST', 'conversation', newConversation),
    ];
    expect(again.body).toEqual(made.body);
    expect(bare.body).toEqual(made.body.data);
    expect(await messagesOf(fin, made.body.data.conversation.id)).toHaveLength(1);
  });

  test('are the same for two that come at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => fin.post('create_conversation', newConversation)));
    expect(new Set(made.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  test('add messages once, in their order, and give those after one', async () => {
    const id = await talk(fin);
    const first = (await messagesOf(fin, id))[0].id;
    const message = { ...newMessage, conversation_id: id, object_id: '2' };
    const made = await fin.post('create_message', message);
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({ conversation_id: id, attachments: newMessage.attachments });
    expect((await fin.rest('POST', 'messages', message)).body).toEqual(made.body.data);
    await fin.post('create_message', { ...message, object_id: '3', body: '<p>Third</p>' });
    expect((await messagesOf(fin, id)).map((each: { body: string }) => each.body)).toEqual([
      newConversation.initial_message.body,
      newMessage.body,
      '<p>Third</p>',
    ]);
    const after = await fin.post('get_messages', { conversation_id: id, after_id: first });
    expect(after.body.data).toHaveLength(2);
  });

  test('change a conversation and leave alone what is not named', async () => {
    const id = await talk(fin);
    const { body } = await fin.post('update_conversation', { ...change, conversation_id: id });
    expect(body.data).toMatchObject({
      id,
      title: change.title,
      tags: change.tags,
      status: 'resolved',
      last_user_read_at: change.last_user_read_at,
    });
    const bare = await fin.rest('PUT', 'conversation', { conversation_id: id, attributes: { region: 'EU' } });
    expect(bare.body).toMatchObject({ title: change.title, attributes: { ...change.attributes, region: 'EU' } });
    expect((await fin.post('get_conversation', { conversation_id: id })).body.data).toEqual(bare.body);
    expect((await fin.rest('GET', `conversation?conversation_id=${id}`)).body).toEqual(bare.body);
  });

  test('say what is not there, and never 403', async () => {
    const gone = await fin.post('get_conversation', { conversation_id: 'conv_none' });
    expect([gone.status, gone.body.error.status]).toEqual([404, 404]);
    const bare = await fin.rest('GET', 'user?user_id=nobody');
    expect([bare.status, bare.body.status, bare.headers.get('content-type')]).toEqual([
      404,
      404,
      expect.stringContaining('application/problem+json'),
    ]);
    expect((await fin.post('update_user', {})).status).toBe(400);
    const other = await connectFin(relay);
    expect((await other.post('get_conversation', { conversation_id: await talk(fin) })).status).toBe(404);
  });

  test('make a conversation of any object whatever', async () => {
    const names = ['title', 'user', 'user_id', 'object_id', 'attributes', 'initial_message', 'tags', 'status'];
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 })), async (body) => {
        const made = await fin.post('create_conversation', body);
        expect(made.status).toBe(201);
        const { id } = made.body.data.conversation;
        expect((await fin.post('get_conversation', { conversation_id: id })).status).toBe(200);
      }),
      { numRuns: 60 },
    );
  });

  test('answer any bytes with a problem or with what was made', async () => {
    const { body } = await relay.post(`/helpdesk/${fin.id}/oauth/token`, {
      client_id: fin.id,
      client_secret: fin.clientSecret,
    });
    const operations = ['create_user', 'update_conversation', 'get_messages', 'create_message', 'create_conversation'];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...operations),
        fc.oneof(
          fc.uint8Array({ maxLength: 100 }),
          fc.json().map((text) => Buffer.from(text)),
        ),
        async (operation, bytes) => {
          const answer = await relay.call('POST', `/helpdesk/${fin.id}/${operation}`, bytes, {
            authorization: `Bearer ${body.access_token}`,
          });
          expect([200, 201, 400, 404]).toContain(answer.status);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a hand-over', () => {
  let fin: Fin;
  let id: string;
  beforeEach(async () => {
    fin = await connectFin(relay, SETTINGS);
    playCloud(relay, INTERCOM, () => ({ status: 200, body: {} }));
    id = await talk(fin);
  });
  const handOver = () => fin.post('update_conversation', { conversation_id: id, assignee_id: null });
  const told = () => relay.sent.filter(({ url }) => url.startsWith(INTERCOM));

  test('becomes one approval with what was said, and is acknowledged at once', async () => {
    expect((await handOver()).body.data).not.toHaveProperty('assignee');
    await handOver();
    const items = await waiting();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      action: 'fin_handover',
      summary: 'Fin hands over to a person: Question about pricing — Jane Doe',
      details: {
        issue_type: 'Billing',
        customer: 'Jane Doe',
        email: 'jane.doe@example.com',
        lastMessage: "Hi! I'd like to know more about your pricing plans.",
        conversationId: id,
        reply: '',
      },
      justification: "Jane Doe: Hi! I'd like to know more about your pricing plans.",
      platform: 'fin-helpdesk',
    });
    expect((await fin.events()).map(({ what, outcome }) => `${what} ${outcome}`).sort()).toEqual([
      'create_conversation ignored',
      'update_conversation approval',
      'update_conversation ignored',
    ]);
  });

  test('is answered by the reviewer’s reply, and Fin is told with the webhook key', async () => {
    await handOver();
    const [{ id: approvalId, details }] = await waiting();
    await relay.post(`/api/approvals/${approvalId}/decision`, {
      verdict: 'approve',
      modifiedDetails: { ...details, reply: 'The plan is < 40 EUR.\nShall we?' },
    });
    await relay.dispatcher.dispatchDue();
    expect(told()).toEqual([
      expect.objectContaining({
        method: 'POST',
        url: `${INTERCOM}/hooks/standalone/custom_helpdesk_conversation_event/a3c729d4e8f6b15c`,
        headers: expect.objectContaining({ 'x-webhook-key': 'whk_secret' }),
        body: JSON.stringify({ ...notification, conversation_id: id }),
      }),
    ]);
    const message = (await messagesOf(fin, id)).at(-1);
    expect(message).toMatchObject({
      body: '<p>The plan is &lt; 40 EUR.<br>Shall we?</p>',
      author: { id: 'agent_team', user_type: 'agent', name: 'Support team', email: 'support@example.com' },
      visibility: 'public',
    });
    const now = await fin.post('get_conversation', { conversation_id: id });
    expect(now.body.data.assignee).toMatchObject({ id: 'agent_team' });
  });

  test('is answered by the note when there is no reply, and left to the reviewers when rejected', async () => {
    await handOver();
    const [{ id: approvalId }] = await waiting();
    await relay.post(`/api/approvals/${approvalId}/decision`, { verdict: 'approve', note: 'We call you today.' });
    await relay.dispatcher.dispatchDue();
    expect((await messagesOf(fin, id)).at(-1).body).toBe('<p>We call you today.</p>');
    await fin.post('create_message', { ...newMessage, conversation_id: id, object_id: '9', body: '<p>When?</p>' });
    const [again] = await waiting();
    expect(again.details.lastMessage).toBe('When?');
    await relay.post(`/api/approvals/${again.id}/decision`, { verdict: 'reject', note: 'A competitor' });
    await relay.dispatcher.dispatchDue();
    expect((await messagesOf(fin, id)).at(-1)).toMatchObject({
      body: '<p>Declined by Set-up key. Reason: A competitor</p>',
      visibility: 'private',
    });
  });

  test('is written once though telling Fin fails first', async () => {
    let fails = true;
    playCloud(relay, INTERCOM, () => ({ status: fails ? 503 : 200 }));
    await handOver();
    const [{ id: approvalId }] = await waiting();
    await relay.post(`/api/approvals/${approvalId}/decision`, { verdict: 'approve', note: 'Yes' });
    await relay.dispatcher.dispatchDue();
    fails = false;
    await relay.clock.advance(10_000);
    await relay.dispatcher.dispatchDue();
    expect(told().length).toBeGreaterThan(1);
    expect(await messagesOf(fin, id)).toHaveLength(2);
  });

  test('shows what the customer says meanwhile, and ends with the conversation', async () => {
    await handOver();
    await fin.post('create_message', { ...newMessage, conversation_id: id, object_id: '5', body: '<p>Hello?</p>' });
    const [item] = await waiting();
    const { items } = (await relay.get(`/api/approvals/${item.id}/timeline`)).body;
    expect(JSON.stringify(items)).toMatch(/"by":"Jane Doe".*Hello\?/);
    await fin.post('update_conversation', { conversation_id: id, status: 'ended' });
    expect(await waiting()).toHaveLength(0);
    expect((await relay.get(`/api/approvals/${item.id}`)).body).toMatchObject({ status: 'CANCELLED' });
  });

  test('shows the customer that somebody writes, not more often than every five seconds', async () => {
    await handOver();
    const [{ id: approvalId }] = await waiting();
    const write = () => relay.post(`/api/approvals/${approvalId}/typing`);
    for (let key = 0; key < 3; key += 1) expect((await write()).status).toBe(204);
    await relay.clock.idle();
    const agent = { id: 'agent_team', user_type: 'agent', name: 'Support team', email: 'support@example.com' };
    expect(told().map(({ body, headers }) => [headers['x-webhook-key'], JSON.parse(body)])).toEqual([
      ['whk_secret', { ...typing, conversation_id: id, data: { agent } }],
    ]);
    await relay.clock.advance(5_000);
    await write();
    await relay.clock.idle();
    expect(told()).toHaveLength(2);
  });

  test('is not held up by a Fin that fails while somebody writes, and shows nothing once it is answered', async () => {
    playCloud(relay, INTERCOM, ({ body }) => (body.event_type ? { status: 503 } : {}));
    await handOver();
    const [{ id: approvalId }] = await waiting();
    expect((await relay.post(`/api/approvals/${approvalId}/typing`)).status).toBe(204);
    await relay.clock.idle();
    await relay.post(`/api/approvals/${approvalId}/decision`, { verdict: 'approve', note: 'Yes' });
    await relay.dispatcher.dispatchDue();
    await relay.clock.advance(10_000);
    expect((await relay.post(`/api/approvals/${approvalId}/typing`)).status).toBe(204);
    await relay.clock.idle();
    expect(told().map(({ body }) => JSON.parse(body).event_type)).toEqual(['agent_typing', undefined]);
    const other = await relay.request();
    expect((await relay.post(`/api/approvals/${other}/typing`)).status).toBe(204);
    expect((await relay.post(`/api/approvals/${other}/typing`, {}, await relay.otherWorkspace())).status).toBe(404);
  });

  test('is kept though Fin cannot be told, and the delivery says what is missing', async () => {
    const alone = await connectFin(relay);
    const own = await talk(alone);
    await alone.post('update_conversation', { conversation_id: own, assignee_id: null });
    const [{ id: approvalId }] = await waiting();
    await relay.post(`/api/approvals/${approvalId}/decision`, { verdict: 'approve', note: 'Hello' });
    await relay.dispatcher.dispatchDue();
    expect((await messagesOf(alone, own)).at(-1).body).toBe('<p>Hello</p>');
    const [delivery] = (await relay.get(`/api/deliveries?approvalId=${approvalId}`)).body.items;
    expect(delivery.attempts[0].error).toContain('webhook key is missing');
  });

  test('survives a restart, with its conversation', async () => {
    await handOver();
    const folder = await relay.copyFolder();
    await relay.stop();
    relay = await startRelay({ folder });
    expect(await waiting()).toHaveLength(1);
    const got = await relay.post(`/helpdesk/${fin.id}/oauth/token`, {
      client_id: fin.id,
      client_secret: fin.clientSecret,
    });
    const bearer = { authorization: `Bearer ${got.body.access_token}` };
    const answer = await relay.post(`/helpdesk/${fin.id}/get_messages`, { conversation_id: id }, bearer);
    expect(answer.body.data).toHaveLength(1);
  });
});

describe('an attribute or a tag that asks', () => {
  test('becomes one approval of its name with an exact amount, and gets the reply of the connection', async () => {
    const fin = await connectFin(relay, { ...SETTINGS, approvedReply: 'Refund of {{amount}} {{currency}} approved.' });
    playCloud(relay, INTERCOM, () => ({ status: 200 }));
    const id = await talk(fin);
    const asked = { conversation_id: id, attributes: { refund_requested: true, amount: '€ 1.234,50' } };
    await fin.post('update_conversation', asked);
    await fin.post('update_conversation', asked);
    const [item, ...others] = await waiting();
    expect(others).toEqual([]);
    expect(item).toMatchObject({ action: 'refund_requested', details: { amount: '1234.50', currency: 'EUR' } });
    await relay.post(`/api/approvals/${item.id}/decision`, {
      verdict: 'approve',
      modifiedDetails: { ...item.details, amount: '40.00' },
    });
    await relay.dispatcher.dispatchDue();
    expect((await messagesOf(fin, id)).at(-1).body).toBe('<p>Refund of 40.00 EUR approved.</p>');
  });

  test('asks with the conversation that brings it, and not when it says no', async () => {
    const fin = await connectFin(relay);
    await talk(fin, { object_id: 'a', attributes: { refund_requested: 'no', approval_requested: false } });
    expect(await waiting()).toEqual([]);
    await talk(fin, { object_id: 'b', tags: ['approval_requested'] });
    expect(await waiting()).toMatchObject([{ action: 'approval_requested' }]);
  });
});

test('the client secret is shown once, and a POST to the bare address says what to do', async () => {
  const fin = await connectFin(relay);
  const shown = JSON.stringify((await relay.get(`/api/connections/${fin.id}`)).body);
  expect(shown).toContain(`/helpdesk/${fin.id}`);
  expect(shown).not.toContain(fin.clientSecret);
  const steps = (await relay.get(`/api/connections/${fin.id}/set-up`)).body.steps;
  expect(JSON.stringify(steps)).toContain(`/helpdesk/${fin.id}/oauth/token`);
});
