import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import seed from '../../fixtures/cheqpoint/zendesk_trigger_request.json';
import closed from '../../fixtures/zendesk/error_422_closed_ticket.json';
import conflict from '../../fixtures/zendesk/error_409_update_conflict_MOCK.json';
import limited from '../../fixtures/zendesk/error_429_api_rate_limit.json';
import { verify } from '../../../relay/platforms/zendesk/signature.js';
import { connect, fixture, playCloud, type CloudCall } from '../../support/connect.js';
import { KEY, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

const BASE = 'https://acme.zendesk.com/api/v2';
const access = { subdomain: 'acme', email: 'bot@acme.com', apiToken: 'zd_token' };
afterEach(stopRelays);

const approvalOf = async (relay: TestRelay, id: string) => (await relay.get(`/api/approvals/${id}`)).body;
const decide = async (relay: TestRelay, id: string, verdict: object): Promise<void> => {
  await relay.post(`/api/approvals/${id}/decision`, verdict);
  await relay.clock.idle();
};

/** A ticket as Zendesk keeps it: it remembers updates, and counts up its time of change. */
function playTicket(
  relay: TestRelay,
  more: (call: CloudCall) => { status?: number; body?: unknown; headers?: Record<string, string> } | undefined = () =>
    undefined,
) {
  const ticket = { id: 9921, status: 'open', updated_at: '2026-03-02T09:00:00Z' };
  const audits: object[] = [];
  return playCloud(relay, BASE, (call) => {
    const given = more(call);
    if (given) return given;
    if (call.path.startsWith('/tickets/9921/audits')) return { body: { audits } };
    if (call.path.startsWith('/tickets/9921') && call.method === 'GET')
      return { body: { ticket, users: [{ id: 8447388090494, name: 'Ana Lima', email: 'ana.lima@example.com' }] } };
    if (call.method !== 'PUT' || call.path !== '/tickets/9921') return undefined;
    audits.push({ metadata: { custom: call.body.ticket.metadata } });
    ticket.updated_at = '2026-03-02T09:00:30Z';
    return { body: { ticket } };
  });
}

describe('a trigger’s webhook', () => {
  test('with the seed’s body becomes an approval with an exact amount', async () => {
    const relay = await startRelay();
    const zendesk = await connect(relay, 'zendesk', { ...access, currency: 'EUR' }, { group: 'billing' });
    const { status, body } = await zendesk.post(seed);
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'pending', approvalId: expect.stringMatching(/^req_/) });
    expect(await approvalOf(relay, body.id)).toMatchObject({
      action: 'process_refund',
      summary: seed.summary,
      riskLevel: 'high',
      platform: 'zendesk',
      group: 'billing',
      details: { ...seed.details, amount: '400.00', currency: 'EUR' },
    });
    expect(await zendesk.events()).toEqual([expect.objectContaining({ outcome: 'approval', approvalId: body.id })]);
  });

  test.each([
    ['a free body', { ticket_id: '9921', title: 'Broken screen', value: '€ 1.234,50' }, 'Broken screen (ticket #9921)'],
    ['a body with ids only', { ticket_id: 9921 }, 'Approval asked for (ticket #9921)'],
    ['an empty subject', { ticketId: '9921', subject: '' }, 'Approval asked for (ticket #9921)'],
  ])('with %s still becomes a useful one', async (_what, payload, summary) => {
    const relay = await startRelay();
    const zendesk = await connect(relay, 'zendesk', access);
    const { body } = await zendesk.post(payload);
    expect(await approvalOf(relay, body.id)).toMatchObject({ summary, action: 'ticket_action', details: payload });
  });

  test('may come as a form, or with GET as the address’s parameters', async () => {
    const relay = await startRelay();
    const { inboundUrl } = await connect(relay, 'zendesk', access);
    const to = new URL(inboundUrl).pathname;
    const form = await relay.call('POST', to, 'ticket_id=1&title=By+form', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    const query = await relay.call('GET', `${to}?ticket_id=2&title=By+address`, undefined, {});
    expect((await approvalOf(relay, form.body.id)).summary).toBe('By form (ticket #1)');
    expect((await approvalOf(relay, query.body.id)).summary).toBe('By address (ticket #2)');
  });

  test.each([
    ['a raw line break in a text', '{"ticket_id":"1","title":"Line one\nline two"}', 'Line one\nline two (ticket #1)'],
    ['a comma behind the last field', '{"ticket_id":"1","title":"Fine",}', 'Fine (ticket #1)'],
    ['a byte order mark', '\uFEFF{"ticket_id":"1","title":"Fine"}', 'Fine (ticket #1)'],
  ])('with %s is mended', async (_what, text, summary) => {
    const relay = await startRelay();
    const { body } = await (await connect(relay, 'zendesk', access)).post(text);
    expect((await approvalOf(relay, body.id)).summary).toBe(summary);
  });

  test.each([
    ['a quote that nobody escaped', '{"title":"He said "refund"","amount":"1"}'],
    ['a customer who fills in a field', '{"amount":"400","note":"x","amount":"9999"}'],
    ['an empty placeholder without quotes', '{"amount": ,"title":"x"}'],
    ['a list', '[1,2]'],
    ['a missing end', '{"title":"x"'],
  ])('with %s is refused in plain words, and can be looked at', async (_what, text) => {
    const relay = await startRelay();
    const zendesk = await connect(relay, 'zendesk', access);
    const { status, body } = await zendesk.post(text);
    expect([status, body.code]).toEqual([422, 'unreadable_payload']);
    expect((await relay.get('/api/approvals')).body.total).toBe(0);
    expect(await zendesk.events()).toEqual([
      expect.objectContaining({ outcome: 'failed', reason: body.detail, body: text }),
    ]);
  });

  test('as Zendesk’s own page prints it is refused, for it is no JSON', async () => {
    const relay = await startRelay();
    const zendesk = await connect(relay, 'zendesk', access);
    const text = await fixture('zendesk/ai_agent_email_trigger_body_AS_PUBLISHED.txt');
    expect((await zendesk.post(text)).status).toBe(422);
  });

  test('that asks for too much is refused with the field’s name', async () => {
    const relay = await startRelay();
    const zendesk = await connect(relay, 'zendesk', access);
    const { status, body } = await zendesk.post({ ...seed, riskLevel: 'enormous' });
    expect([status, body.detail]).toEqual([422, expect.stringContaining('riskLevel')]);
  });

  test('is one approval when Zendesk sends it twice', async () => {
    const relay = await startRelay();
    const zendesk = await connect(relay, 'zendesk', access);
    const headers = { 'x-zendesk-webhook-invocation-id': '8350205582' };
    const answers = await Promise.all([1, 2, 3].map(() => zendesk.post(seed, headers)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await zendesk.events()).toEqual([expect.objectContaining({ repeats: 2 })]);
  });

  test('that an AI agent sends is held, and answered flat', async () => {
    const relay = await startRelay();
    const zendesk = await connect(relay, 'zendesk', access);
    const held = zendesk.post({ ...seed, maxWaitMs: 20_000 });
    while ((await relay.store.counts()).approvals.PENDING === 0) await relay.clock.idle();
    const [{ id }] = (await relay.get('/api/approvals')).body.items;
    await decide(relay, id, { verdict: 'approve', modifiedDetails: { amount: '40.00' } });
    expect((await held).body).toMatchObject({
      status: 'approved',
      modifiedDetails: { amount: '40.00' },
      decisionNote: null,
    });
  });
});

describe('an event of the ticket', () => {
  const withTag = async (file: string) => {
    const event = JSON.parse((await fixture(`zendesk/${file}`)).toString());
    return {
      ...event,
      detail: { ...event.detail, id: '9921', tags: [...event.detail.tags, 'approval_requested'] },
      subject: 'zen:ticket:9921',
    };
  };

  test('becomes an approval with what the API knows of the ticket', async () => {
    const relay = await startRelay();
    playTicket(relay);
    const zendesk = await connect(relay, 'zendesk', access);
    const answer = await zendesk.post(await withTag('event_ticket_comment_added.json'));
    expect([answer.status, answer.body.status]).toEqual([200, 'received']);
    await relay.clock.idle();
    const [event] = await zendesk.events();
    expect(event).toMatchObject({ what: 'ticket.comment_added', outcome: 'approval' });
    expect(await approvalOf(relay, event.approvalId)).toMatchObject({
      summary: 'Cannot login to mobile app (ticket #9921)',
      riskLevel: 'high',
      details: {
        ticketId: '9921',
        requester: 'ana.lima@example.com',
        requesterName: 'Ana Lima',
        status: 'open',
        agentNote: 'We are investigating this issue and will update you shortly.',
      },
    });
  });

  test('is no more than delayed when the API does not answer', async () => {
    const relay = await startRelay();
    playCloud(relay, BASE, () => ({ status: 503 }));
    const zendesk = await connect(relay, 'zendesk', access);
    await zendesk.post(await withTag('event_ticket_created.json'));
    await relay.clock.advance(300_000);
    const [event] = await zendesk.events();
    expect((await approvalOf(relay, event.approvalId)).details).toMatchObject({
      ticketId: '9921',
      subject: 'Cannot login to mobile app',
    });
  });

  test('is one approval however many events tell of the same change', async () => {
    const relay = await startRelay();
    const zendesk = await connect(relay, 'zendesk');
    const event = await withTag('event_ticket_created.json');
    const first = await zendesk.post(event);
    const second = await zendesk.post({ ...event, id: 'another', type: 'zen:event-type:ticket.status_changed' });
    expect(second.body.id).toBe(first.body.id);
  });

  test.each([
    ['event_ticket_created.json', /does not have the tag approval_requested/],
    ['event_ticket_status_changed.json', /does not have the tag approval_requested/],
    ['event_user_active_changed.json', /is not about a ticket/],
    ['event_user_group_membership_created.json', /is not about a ticket/],
  ])('%s is ignored with a reason', async (file, reason) => {
    const relay = await startRelay();
    const zendesk = await connect(relay, 'zendesk', access);
    const { status, body } = await zendesk.post(await fixture(`zendesk/${file}`), {
      'content-type': 'application/json',
    });
    expect([status, body.status]).toEqual([200, 'ignored']);
    expect((await zendesk.events())[0].reason).toMatch(reason);
  });
});

describe('the signature', () => {
  const secret = 'dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==';

  test('is the one of the published vector', () => {
    const headers = {
      'x-zendesk-webhook-signature': 'S/RDdU2ERmj7LHDDoWJ2onPYH+t7/f2+LTM4dL7UiLM=',
      'x-zendesk-webhook-signature-timestamp': '2021-03-25T05:09:27Z',
    };
    const call = {
      method: 'POST',
      url: '',
      headers,
      query: {},
      body: Buffer.from('{"event":"ticket.updated","id":123}'),
    };
    const check = (now: string, more: object = {}) =>
      verify({ ...call, ...more }, { signingSecret: secret } as never, new Date(now));
    expect(check('2021-03-25T05:10:00Z')).toBeUndefined();
    expect(check('2021-03-25T05:15:00Z')).toMatch(/five minutes/);
    expect(check('2021-03-25T05:10:00Z', { body: Buffer.from('{}') })).toMatch(/wrong/);
    expect(check('2021-03-25T05:10:00Z', { headers: {} })).toMatch(/not signed/);
  });

  test('is asked of every call once the connection has the secret', async () => {
    const relay = await startRelay();
    const zendesk = await connect(relay, 'zendesk', { ...access, signingSecret: secret });
    const timestamp = relay.clock.now().toISOString();
    const text = JSON.stringify(seed);
    const signature = createHmac('sha256', secret)
      .update(timestamp + text)
      .digest('base64');
    const signed = (value: string) => ({
      'x-zendesk-webhook-signature': value,
      'x-zendesk-webhook-signature-timestamp': timestamp,
    });
    expect((await zendesk.post(text, signed(signature))).status).toBe(200);
    // An AI agent cannot sign; it shows a key of the workspace instead.
    const byKey = (key: string) => zendesk.post({ ...seed, summary: 'By key' }, { 'x-api-key': key });
    expect((await byKey(KEY)).body).toMatchObject({ status: 'pending' });
    const stranger = await relay.otherWorkspace();
    for (const key of ['cs_live_unknown', stranger['x-api-key']!]) expect((await byKey(key)).status).toBe(401);
    for (let time = 0; time < 5; time += 1) expect((await zendesk.post(text, signed('AAAA'))).status).toBe(401);
    const events = await zendesk.events();
    expect(events.map(({ outcome, repeats }) => [outcome, repeats])).toEqual(
      expect.arrayContaining([
        ['refused', 6],
        ['approval', 0],
      ]),
    );
  });
});

describe('the decision', () => {
  const asked = async (relay: TestRelay, settings: object = {}): Promise<string> =>
    (await (await connect(relay, 'zendesk', { ...access, ...settings })).post(seed)).body.id;

  test('approved is written to the ticket: reply, status, tags, guarded against changes', async () => {
    const relay = await startRelay();
    const cloud = playTicket(relay);
    const id = await asked(relay, {
      approvedStatus: 'solved',
      approvedComment: 'Refund of {{amount}} EUR approved. {{note}}',
    });
    await decide(relay, id, {
      verdict: 'approve',
      modifiedDetails: { ...seed.details, amount: '40.00' },
      note: 'Shipping only',
    });
    expect(cloud.changes()).toEqual([
      {
        method: 'PUT',
        path: '/tickets/9921',
        headers: expect.objectContaining({
          authorization: `Basic ${Buffer.from('bot@acme.com/token:zd_token').toString('base64')}`,
        }),
        body: {
          ticket: {
            comment: { body: 'Refund of 40.00 EUR approved. Shipping only', public: true },
            metadata: { countersign: id },
            status: 'solved',
            additional_tags: ['approval_approved'],
            remove_tags: ['approval_requested'],
            safe_update: true,
            updated_stamp: '2026-03-02T09:00:00Z',
          },
        },
      },
    ]);
    const { items } = (await relay.get(`/api/approvals/${id}/timeline`)).body;
    expect(items.map(({ event }: { event: string }) => event)).toContain('writeBack.delivered');
  });

  test('rejected is an internal note with the reason', async () => {
    const relay = await startRelay();
    const cloud = playTicket(relay);
    const id = await asked(relay, { rejectedCustomStatusId: '8447320465790' });
    await decide(relay, id, { verdict: 'reject', note: 'Out of policy' });
    expect(cloud.changes()[0]!.body.ticket).toMatchObject({
      comment: { body: 'Declined by Set-up key. Reason: Out of policy', public: false },
      custom_status_id: 8447320465790,
      additional_tags: ['approval_rejected'],
    });
  });

  test('is read again and written once more when somebody changed the ticket meanwhile', async () => {
    const relay = await startRelay();
    let conflicts = 1;
    const cloud = playTicket(relay, ({ method }) =>
      method === 'PUT' && conflicts-- > 0 ? { status: 409, body: conflict } : undefined,
    );
    await decide(relay, await asked(relay), { verdict: 'approve' });
    expect(cloud.changes()).toHaveLength(2);
    expect(cloud.calls.filter(({ method, path }) => method === 'GET' && path === '/tickets/9921')).toHaveLength(2);
  });

  test('waits as long as Zendesk asks, and is then written once', async () => {
    const relay = await startRelay();
    let refusals = 1;
    const cloud = playTicket(relay, ({ method }) =>
      method === 'PUT' && refusals-- > 0 ? { status: 429, headers: { 'retry-after': '93' }, body: limited } : undefined,
    );
    const id = await asked(relay);
    await decide(relay, id, { verdict: 'approve' });
    await relay.clock.advance(92_000);
    expect(cloud.changes()).toHaveLength(1);
    await relay.clock.advance(1_000);
    expect(cloud.changes()).toHaveLength(2);
  });

  test('is not written twice when the answer to the first attempt was lost', async () => {
    const relay = await startRelay();
    let lost = 1;
    const cloud = playTicket(relay);
    const inner = relay.clouds.get(BASE)!;
    relay.clouds.set(BASE, async (request) => {
      const answer = await inner(request);
      return request.method === 'PUT' && lost-- > 0 ? { status: 504, headers: {}, body: '' } : answer;
    });
    const id = await asked(relay);
    await decide(relay, id, { verdict: 'approve' });
    await relay.clock.advance(10_000);
    expect(cloud.changes()).toHaveLength(1);
    const { items } = (await relay.get(`/api/deliveries?approvalId=${id}`)).body;
    expect(items.map(({ status }: { status: string }) => status)).toEqual(['delivered', 'delivered']);
  });

  test.each([
    ['note', 0],
    ['followUp', 1],
  ])('on a closed ticket (%s) is said, or opens %d follow-up', async (closedTicket, followUps) => {
    const relay = await startRelay();
    const cloud = playTicket(relay, ({ method, path }) => {
      if (method === 'PUT') return { status: 422, body: closed };
      return method === 'POST' && path === '/tickets' ? { status: 201, body: { ticket: { id: 1 } } } : undefined;
    });
    const id = await asked(relay, { closedTicket });
    await decide(relay, id, { verdict: 'reject', note: 'No' });
    const created = cloud.changes().filter(({ method }) => method === 'POST');
    expect(created).toHaveLength(followUps);
    if (followUps) expect(created[0]!.body.ticket).toMatchObject({ via_followup_source_id: 9921 });
    const { items } = (await relay.get(`/api/deliveries?approvalId=${id}`)).body;
    const delivery = items.find(({ kind }: { kind: string }) => kind === 'writeBack');
    expect(delivery.status).toBe(followUps ? 'delivered' : 'failed');
    if (!followUps) expect(delivery.attempts[0].error).toContain('closed');
  });

  test('does not ask for an approval of its own update', async () => {
    const relay = await startRelay();
    const zendesk = await connect(relay, 'zendesk', access);
    const event = JSON.parse((await fixture('zendesk/event_ticket_comment_added.json')).toString());
    event.detail.tags = ['approval_approved'];
    expect((await zendesk.post(event)).body.status).toBe('ignored');
  });
});

test('secrets of a connection are shown to nobody and lie sealed on the disk', async () => {
  const relay = await startRelay();
  const made = await relay.post('/api/connections', { platform: 'zendesk', name: 'Z', settings: access });
  const shown = JSON.stringify([made.body.settings, (await relay.get('/api/connections')).body]);
  expect(shown).not.toContain('zd_token');
  expect(made.body.secretsSet).toEqual(['apiToken']);
  expect((await readFile(`${relay.folder}/journal.ndjson`, 'utf8')).includes('zd_token')).toBe(false);
  const changed = await relay.call(
    'PATCH',
    `/api/connections/${made.body.id}`,
    { name: 'New', settings: { subdomain: 'other' } },
    { 'x-api-key': KEY },
  );
  expect(changed.body).toMatchObject({ name: 'New', settings: { subdomain: 'other' }, secretsSet: ['apiToken'] });
  const wrong = await relay.post('/api/connections', {
    platform: 'zendesk',
    name: 'Z',
    settings: { subdomain: 'https://x', shoe: 1 },
  });
  expect(wrong.body.errors.map(({ path }: { path: string }) => path)).toContain('settings.subdomain');
});
