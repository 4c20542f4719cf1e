import { createHmac } from 'node:crypto';
import conversationFound from '../../fixtures/intercom/conversation_conversation_found.json';
import contactFound from '../../fixtures/intercom/contact_successful.json';
import fulfilled from '../../fixtures/intercom/collect_agent_input_409_already_fulfilled.json';
import expired from '../../fixtures/intercom/collect_agent_input_404_expired.json';
import { connect, fixture, playCloud } from '../../support/connect.js';
import { START, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

const BASE = 'https://api.intercom.io';
const access = { accessToken: 'tok', adminId: '991267696' };
afterEach(stopRelays);

const sample = async (file: string) => JSON.parse((await fixture(`intercom/${file}`)).toString());
const approvalOf = async (relay: TestRelay, id: string) => (await relay.get(`/api/approvals/${id}`)).body;
const decide = async (relay: TestRelay, id: string, verdict: object): Promise<void> => {
  await relay.post(`/api/approvals/${id}/decision`, verdict);
  await relay.clock.idle();
};
const writeBackOf = async (relay: TestRelay, id: string) =>
  (await relay.get(`/api/deliveries?approvalId=${id}`)).body.items.find(
    ({ kind }: { kind: string }) => kind === 'writeBack',
  );
const notification = (topic: string, item: object, more: object = {}) => ({
  type: 'notification_event',
  id: `notif_${topic}`,
  topic,
  app_id: 'a86dr8yl',
  created_at: Math.floor(Date.parse(START) / 1000),
  data: { type: 'notification_event_data', item },
  ...more,
});
const CUSTOMER = {
  ...conversationFound,
  ai_agent_participated: true,
  source: { ...conversationFound.source, author: { type: 'user', id: '1', name: 'Ana', email: 'ana@example.com' } },
};

describe('the address of a connection', () => {
  test('answers Intercom’s probe, and a ping, without making anything', async () => {
    const relay = await startRelay();
    const intercom = await connect(relay, 'intercom', access);
    expect((await relay.call('HEAD', new URL(intercom.inboundUrl).pathname, undefined, {})).status).toBe(200);
    const { status, body } = await intercom.post(notification('ping', { type: 'ping' }));
    expect([status, body.status]).toEqual([200, 'ignored']);
  });

  test('takes only what is signed with the client secret once it has it', async () => {
    const relay = await startRelay();
    const intercom = await connect(relay, 'intercom', { clientSecret: 'shh' });
    const text = JSON.stringify(notification('conversation.admin.assigned', CUSTOMER));
    const signature = `sha1=${createHmac('sha1', 'shh').update(text).digest('hex')}`;
    expect((await intercom.post(text, { 'x-hub-signature': signature })).status).toBe(200);
    expect((await intercom.post(`${text} `, { 'x-hub-signature': signature })).status).toBe(401);
    expect((await intercom.post(text)).status).toBe(401);
  });

  test('refuses a signed notification that is older than what is remembered', async () => {
    const relay = await startRelay();
    const intercom = await connect(relay, 'intercom', { clientSecret: 'shh' });
    const made = (daysAgo: number) =>
      JSON.stringify({
        ...notification('conversation.admin.assigned', CUSTOMER),
        created_at: Math.floor(relay.clock.now().getTime() / 1000) - daysAgo * 86_400,
      });
    const send = (text: string) =>
      intercom.post(text, { 'x-hub-signature': `sha1=${createHmac('sha1', 'shh').update(text).digest('hex')}` });
    expect((await send(made(6))).status).toBe(200);
    const late = await send(made(8));
    expect([late.status, late.body.detail]).toEqual([401, expect.stringContaining('repetition')]);
  });

  test('asks once however often a notification is sent', async () => {
    const relay = await startRelay();
    const intercom = await connect(relay, 'intercom');
    const sent = notification('conversation.admin.assigned', CUSTOMER);
    const [first, second] = [await intercom.post(sent), await intercom.post({ ...sent, delivery_attempts: 2 })];
    expect(second.body.id).toBe(first.body.id);
  });
});

describe('a conversation', () => {
  test('of today’s shape becomes an approval', async () => {
    const relay = await startRelay();
    const { body } = await (
      await connect(relay, 'intercom')
    ).post(notification('conversation.admin.assigned', CUSTOMER));
    expect(await approvalOf(relay, body.id)).toMatchObject({
      action: 'intercom_action',
      summary: 'Conversation 503 — ana@example.com',
      agentName: 'Fin',
      platform: 'intercom',
      details: {
        conversationId: '503',
        contactEmail: 'ana@example.com',
        contactName: 'Ana',
        assignedAdmin: '991267715',
        lastMessage: 'Okay!',
      },
    });
  });

  test.each(['conversation.admin.assigned', 'conversation.admin.replied', 'conversation.admin.closed'])(
    'asks by %s, if that is chosen',
    async (topic) => {
      const relay = await startRelay();
      const { body } = await (
        await connect(relay, 'intercom', { topics: [topic] })
      ).post(notification(topic, CUSTOMER));
      expect(Object.keys((await approvalOf(relay, body.id)).details)).toEqual(
        expect.arrayContaining(['conversationId', 'contactEmail', 'assignedAdmin', 'lastMessage']),
      );
    },
  );

  test('that an admin began is completed by look-ups of the contact and the admin', async () => {
    const relay = await startRelay();
    playCloud(relay, BASE, ({ path }) =>
      path === '/contacts/6762f1261bb69f9f2193bba7'
        ? { body: contactFound }
        : path === '/admins/991267715'
          ? { body: { type: 'admin', id: '991267715', name: 'Andy', email: 'andy@example.com' } }
          : undefined,
    );
    const intercom = await connect(relay, 'intercom', access);
    expect((await intercom.post(notification('conversation.admin.assigned', conversationFound))).body.status).toBe(
      'received',
    );
    await relay.clock.idle();
    const [event] = await intercom.events();
    expect((await approvalOf(relay, event.approvalId)).details).toMatchObject({
      contactEmail: 'joe@bloggs.com',
      contactName: 'Joe Bloggs',
      assignedAdmin: 'andy@example.com',
    });
  });

  test('of the old shape is read as well', async () => {
    const relay = await startRelay();
    const legacy = await sample('webhook_conversation_admin_opened_LEGACY_shape.json');
    const intercom = await connect(relay, 'intercom', { topics: [legacy.topic] });
    const { body } = await intercom.post(legacy);
    expect((await approvalOf(relay, body.id)).details).toMatchObject({
      conversationId: '137324500000000',
      contactEmail: 'bob.dylan@rei.com',
      assignedAdmin: 'andy@gmail.com',
      lastMessage: 'hi Bob',
    });
  });

  test.each([
    ['a topic that nobody asked for', notification('conversation.user.created', CUSTOMER), /not among the topics/],
    [
      'another workspace',
      notification('conversation.admin.assigned', CUSTOMER, { app_id: 'other' }),
      /another workspace/,
    ],
    [
      'another team',
      notification('conversation.admin.assigned', { ...CUSTOMER, team_assignee_id: 2 }),
      /approvals team/,
    ],
  ])('from %s is ignored with a reason', async (_what, sent, reason) => {
    const relay = await startRelay();
    const intercom = await connect(relay, 'intercom', { appId: 'a86dr8yl', teamId: '5017691' });
    expect((await intercom.post(sent)).body.reason).toMatch(reason);
  });

  test.each(['webhook_company_created_envelope.json', 'webhook_data_connector_execution_completed.json'])(
    '%s is ignored visibly',
    async (file) => {
      const relay = await startRelay();
      const intercom = await connect(relay, 'intercom');
      expect((await intercom.post(await sample(file))).body.status).toBe('ignored');
    },
  );
});

describe('a tag on a contact', () => {
  const tagged = (name: string) => ({
    type: 'contact_tag',
    tag: { type: 'tag', id: '7', name },
    contact: { type: 'contact', id: 'c1', email: 'ana@example.com', name: 'Ana' },
  });

  test.each(['contact.tag.created', 'contact.user.tag.created', 'contact.lead.tag.created'])(
    'asks by %s',
    async (topic) => {
      const relay = await startRelay();
      const { body } = await (await connect(relay, 'intercom')).post(notification(topic, tagged('refund_requested')));
      expect(await approvalOf(relay, body.id)).toMatchObject({
        summary: 'refund_requested: Ana',
        details: { contactEmail: 'ana@example.com' },
      });
    },
  );

  test('asks only if it is one of the tags that ask', async () => {
    const relay = await startRelay();
    const answer = await (
      await connect(relay, 'intercom')
    ).post(notification('contact.user.tag.created', tagged('vip')));
    expect(answer.body.reason).toMatch(/None of its tags/);
  });
});

describe('the decision in the conversation', () => {
  const asked = async (relay: TestRelay, settings: object = {}): Promise<string> => {
    const intercom = await connect(relay, 'intercom', { ...access, ...settings });
    await intercom.post(notification('conversation.admin.assigned', CUSTOMER));
    await relay.clock.idle();
    return (await intercom.events())[0].approvalId;
  };

  test('approved closes it with the reply in one call, tags it and sets the attribute', async () => {
    const relay = await startRelay();
    const cloud = playCloud(relay, BASE, ({ path }) =>
      path.startsWith('/conversations/503') ? { body: conversationFound } : undefined,
    );
    const id = await asked(relay, { approvedTagId: '99', attribute: 'approval', approvedReply: 'Done. {{note}}' });
    await decide(relay, id, { verdict: 'approve', note: '<b>40 EUR</b>' });
    expect(cloud.changes().map(({ method, path, body }) => [method, path, body])).toEqual([
      [
        'POST',
        '/conversations/503/parts',
        {
          message_type: 'close',
          type: 'admin',
          admin_id: '991267696',
          body: expect.stringContaining('<p>Done. &lt;b&gt;40 EUR&lt;/b&gt;</p>'),
        },
      ],
      ['POST', '/conversations/503/tags', { id: '99', admin_id: '991267696' }],
      ['PUT', '/conversations/503', { custom_attributes: { approval: 'approved' } }],
    ]);
    expect(cloud.calls[0]!.headers).toMatchObject({ authorization: 'Bearer tok', 'intercom-version': '2.16' });
  });

  test('rejected is a note with the reason, and an assignment', async () => {
    const relay = await startRelay();
    const cloud = playCloud(relay, BASE, () => ({ body: conversationFound }));
    const id = await asked(relay, { rejectedAssigneeId: '5', rejectedAssigneeType: 'team' });
    await decide(relay, id, { verdict: 'reject', note: 'Out of policy' });
    expect(cloud.changes().map(({ path, body }) => [path, body.message_type, body.body ?? body.assignee_id])).toEqual([
      ['/conversations/503/reply', 'note', expect.stringContaining('Reason: Out of policy')],
      ['/conversations/503/parts', 'assignment', '5'],
    ]);
  });

  test('rejected may snooze it, counted from the decision', async () => {
    const relay = await startRelay();
    const cloud = playCloud(relay, BASE, () => ({ body: conversationFound }));
    await decide(relay, await asked(relay, { rejectedSnoozeHours: 24 }), { verdict: 'reject', note: 'Later' });
    expect(cloud.changes().at(-1)!.body).toEqual({
      message_type: 'snoozed',
      admin_id: '991267696',
      snoozed_until: Math.floor(relay.clock.now().getTime() / 1000) + 86_400,
    });
  });

  test('waits for the end of the window when there have been too many calls', async () => {
    const relay = await startRelay();
    const reset = Math.floor(relay.clock.now().getTime() / 1000) + 90;
    let refusals = 1;
    const cloud = playCloud(relay, BASE, ({ method }) =>
      method !== 'GET' && refusals-- > 0
        ? { status: 429, headers: { 'x-ratelimit-reset': String(reset) }, body: { type: 'error.list', errors: [] } }
        : { body: conversationFound },
    );
    await decide(relay, await asked(relay), { verdict: 'approve' });
    await relay.clock.advance(89_000);
    expect(cloud.changes()).toHaveLength(1);
    await relay.clock.advance(1_000);
    expect(cloud.changes()).toHaveLength(2);
  });

  test('is not said twice when the first answer was lost', async () => {
    const relay = await startRelay();
    const said: object[] = [];
    let lost = 1;
    const cloud = playCloud(relay, BASE, ({ method, body }) => {
      if (method === 'GET') return { body: { ...conversationFound, conversation_parts: { conversation_parts: said } } };
      said.push({ body: body.body });
      return lost-- > 0 ? { status: 502 } : { body: conversationFound };
    });
    const id = await asked(relay);
    await decide(relay, id, { verdict: 'approve' });
    await relay.clock.advance(10_000);
    expect(cloud.changes()).toHaveLength(1);
    expect((await writeBackOf(relay, id)).status).toBe('delivered');
  });

  test('goes to the region of the workspace', async () => {
    const relay = await startRelay();
    const cloud = playCloud(relay, 'https://api.eu.intercom.io', () => ({ body: conversationFound }));
    await decide(relay, await asked(relay, { region: 'eu' }), { verdict: 'approve' });
    expect(cloud.changes()).toHaveLength(1);
  });
});

describe('Fin’s question to a teammate', () => {
  const REFUND = 'workflow_local_variables.72c5a6b3-3cce-41d8-8e30-14da40791958';
  const REASON = 'workflow_local_variables.5adb55fb-f549-44a0-8ee9-7e652ad77c25';
  const DEFECTIVE = '85f00ba7-558c-4b02-a397-6f5c3659941c';

  async function asked(relay: TestRelay) {
    const intercom = await connect(relay, 'intercom', access);
    const question = await sample('webhook_procedure_hitl_notification_created.json');
    question.data.item.expires_at = Math.floor(relay.clock.now().getTime() / 1000) + 3600;
    return { id: (await intercom.post(question)).body.id as string, question };
  }

  test('becomes an approval with a form of just those fields and Fin’s own deadline', async () => {
    const relay = await startRelay();
    const { id, question } = await asked(relay);
    expect(await approvalOf(relay, id)).toMatchObject({
      action: 'Refund Request',
      summary: 'Should we approve the refund for this customer?',
      agentName: 'Fin',
      priority: 'urgent',
      group: 'Customer Support',
      details: { 'Approve Refund': null, 'Refund Reason': '' },
      detailsSchema: {
        properties: {
          'Approve Refund': { type: 'boolean' },
          'Refund Reason': { oneOf: [{ const: DEFECTIVE, title: 'Defective Product' }, { title: 'Changed Mind' }] },
        },
      },
      expiresAt: new Date(question.data.item.expires_at * 1000).toISOString(),
    });
  });

  test('is answered with a value for every field, lists by the option’s id', async () => {
    const relay = await startRelay();
    const cloud = playCloud(relay, BASE, () => ({ body: {} }));
    const { id, question } = await asked(relay);
    await decide(relay, id, {
      verdict: 'approve',
      modifiedDetails: { 'Approve Refund': true, 'Refund Reason': 'Defective Product' },
    });
    expect(cloud.calls).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/procedures/215473853299345/collect_agent_input',
        headers: expect.objectContaining({ 'intercom-version': 'Preview' }),
        body: {
          step_id: question.data.item.step_id,
          attribute_values: [
            { identifier: REFUND, value: true },
            { identifier: REASON, value: DEFECTIVE },
          ],
        },
      }),
    ]);
  });

  test('rejected says no', async () => {
    const relay = await startRelay();
    const cloud = playCloud(relay, BASE, () => ({ body: {} }));
    const { id } = await asked(relay);
    await decide(relay, id, { verdict: 'reject' });
    expect(cloud.calls[0]!.body.attribute_values[0]).toEqual({ identifier: REFUND, value: false });
  });

  test.each([
    [409, fulfilled, /in Intercom first/],
    [404, expired, /does not wait any more/],
  ])('that Fin answers with %d is over, and shown as such', async (status, body, words) => {
    const relay = await startRelay();
    const cloud = playCloud(relay, BASE, () => ({ status, body }));
    const { id } = await asked(relay);
    await decide(relay, id, { verdict: 'approve' });
    await relay.clock.advance(3_600_000);
    expect(cloud.calls).toHaveLength(1);
    expect(await writeBackOf(relay, id)).toMatchObject({
      status: 'failed',
      attempts: [{ error: expect.stringMatching(words) }],
    });
  });
});
