import { readFileSync } from 'node:fs';
import path from 'node:path';
import { StorageUnavailable } from '../../../relay/errors.js';
import { KEY, refund, startRelay, stopRelays } from '../../support/relay.js';

const fixture = (name: string) =>
  JSON.parse(readFileSync(path.join(__dirname, '../../fixtures/cheqpoint', name), 'utf8')) as Record<string, unknown>;

afterEach(stopRelays);

describe('asking for an approval', () => {
  test.each(['inbound_request.json', 'zendesk_ai_agent_request.json'])(
    'takes the payload %s as it is',
    async (name) => {
      const relay = await startRelay();
      const answer = await relay.post('/api/webhooks/inbound', fixture(name));
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        status: 'pending',
        approvalId: answer.body.id,
        id: expect.stringMatching(/^req_[0-9a-f]{24}$/),
        reviewUrl: `${relay.url}/approvals/${answer.body.id}`,
        pollUrl: `${relay.url}/api/approvals/${answer.body.id}`,
        modifiedDetails: null,
        decisionNote: null,
        retryAfterSeconds: 5,
        warnings: [],
      });
      const { body } = await relay.get(`/api/approvals/${answer.body.id}`);
      const { webhookUrl: _webhookUrl, ...shown } = fixture(name);
      expect(body).toMatchObject({ ...shown, status: 'PENDING' });
    },
  );

  test('answers in upper case where it never holds', async () => {
    const relay = await startRelay();
    const { body } = await relay.post('/api/approvals/request', { ...refund(), maxWaitMs: 20_000 });
    expect(body).toMatchObject({ status: 'PENDING', id: body.approvalId });
  });

  test('takes the key as a bearer token too', async () => {
    const relay = await startRelay();
    const answer = await relay.post('/api/webhooks/inbound', refund(), { authorization: `Bearer ${KEY}` });
    expect(answer.status).toBe(200);
  });

  test('settles after 24 hours when no deadline is given', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    expect((await relay.get(`/api/approvals/${id}`)).body.expiresAt).toBe('2026-03-03T09:00:00.000Z');
  });

  test('counts a relative deadline by the relay’s clock', async () => {
    const relay = await startRelay();
    const id = await relay.request({ expiresInMinutes: 120 });
    expect((await relay.get(`/api/approvals/${id}`)).body.expiresAt).toBe('2026-03-02T11:00:00.000Z');
  });

  test('keeps unknown fields under metadata and says so', async () => {
    const relay = await startRelay();
    const { body } = await relay.post('/api/webhooks/inbound', { ...refund(), brand: 'north', metadata: { shop: 7 } });
    expect(body.warnings).toEqual(['"brand" is not a field of an approval request. It was kept under metadata.']);
    expect((await relay.get(`/api/approvals/${body.id}`)).body.metadata).toEqual({ brand: 'north', shop: 7 });
  });

  test('takes an empty optional field as absent, as an empty placeholder leaves it', async () => {
    const relay = await startRelay();
    const answer = await relay.post('/api/webhooks/inbound', {
      ...refund(),
      webhookUrl: '',
      expiresAt: '',
      riskLevel: '',
    });
    expect(answer.status).toBe(200);
    expect((await relay.get(`/api/approvals/${answer.body.id}`)).body.riskLevel).toBe('medium');
  });

  test('keeps digits that a number cannot carry', async () => {
    const relay = await startRelay();
    const { body } = await relay.post(
      '/api/webhooks/inbound',
      '{"action":"a","summary":"s","details":{"order":12345678901234567890,"amount":0.10}}',
    );
    const { details } = (await relay.get(`/api/approvals/${body.id}`)).body;
    expect(details).toEqual({ order: '12345678901234567890', amount: 0.1 });
  });
});

describe('a request that holds for the decision', () => {
  test('is answered as soon as somebody decides', async () => {
    const relay = await startRelay();
    const held = relay.post('/api/webhooks/inbound', { ...refund(), idempotencyKey: 'k', maxWaitMs: 10_000 });
    const id = await relay.request({ idempotencyKey: 'k' });
    await relay.post(`/api/approvals/${id}/decision`, {
      verdict: 'approve',
      modifiedDetails: { ...refund().details, amount: '40.00' },
      note: 'Only the shipping',
    });
    expect((await held).body).toMatchObject({
      status: 'approved',
      modifiedDetails: { amount: '40.00' },
      decisionNote: 'Only the shipping',
      retryAfterSeconds: null,
    });
  });

  test('is answered pending when the time is up', async () => {
    const relay = await startRelay();
    const held = relay.post('/api/webhooks/inbound', { ...refund(), maxWaitMs: 600_000 });
    await relay.clock.idle();
    while ((await relay.store.counts()).approvals.PENDING === 0) await relay.clock.advance(0);
    await relay.clock.advance(25_000);
    expect((await held).body.status).toBe('pending');
  });

  test('reads a cancelled approval as rejected, so that nothing goes ahead', async () => {
    const relay = await startRelay();
    const id = await relay.request({ idempotencyKey: 'k' });
    await relay.post(`/api/approvals/${id}/cancel`, { note: 'Customer called' });
    const { body } = await relay.post('/api/webhooks/inbound', { ...refund(), idempotencyKey: 'k' });
    expect(body).toMatchObject({ status: 'rejected', decisionNote: 'Customer called' });
  });
});

describe('a request that is repeated', () => {
  test('gives the same approval for the same idempotency key and body, whatever the order of fields', async () => {
    const relay = await startRelay();
    const first = await relay.request({ idempotencyKey: 'order-1' });
    const { details, ...rest } = refund();
    const reordered = { details: Object.fromEntries(Object.entries(details).reverse()), ...rest };
    const again = await relay.post('/api/webhooks/inbound', reordered, {
      'x-api-key': KEY,
      'idempotency-key': 'order-1',
    });
    expect(again.body.id).toBe(first);
  });

  test('is refused with the first one shown when the body is another', async () => {
    const relay = await startRelay();
    const first = await relay.request({ idempotencyKey: 'order-1' });
    const { status, body } = await relay.post('/api/webhooks/inbound', {
      ...refund(),
      summary: 'Refund more',
      idempotencyKey: 'order-1',
    });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: 'idempotency_conflict',
      approvalId: first,
      approval: { summary: refund().summary },
    });
  });

  test('opens one approval when twenty come at once', async () => {
    const relay = await startRelay();
    const ids = await Promise.all(Array.from({ length: 20 }, () => relay.request({ idempotencyKey: 'order-1' })));
    expect(new Set(ids).size).toBe(1);
    expect((await relay.get('/api/approvals')).body.total).toBe(1);
  });
});

describe('a request that is wrong', () => {
  const cases: Array<[string, unknown, string, string]> = [
    ['no action', { ...refund(), action: undefined }, 'invalid_request', 'action'],
    ['an empty summary', { ...refund(), summary: ' ' }, 'invalid_request', 'summary'],
    ['details that are text', { ...refund(), details: 'x' }, 'invalid_request', 'details'],
    ['an unknown risk', { ...refund(), riskLevel: 'extreme' }, 'invalid_request', 'riskLevel'],
    ['a callback that is no address', { ...refund(), callbackUrl: 'ftp://x' }, 'invalid_request', 'callbackUrl'],
    ['a deadline in the past', { ...refund(), expiresAt: '2026-01-01T00:00:00Z' }, 'invalid_request', 'expiresAt'],
    ['a deadline without a zone', { ...refund(), expiresAt: '2026-04-01T00:00:00' }, 'invalid_request', 'expiresAt'],
    [
      'two deadlines',
      { ...refund(), expiresAt: '2026-04-01T00:00:00Z', expiresInMinutes: 5 },
      'invalid_request',
      'expiresInMinutes',
    ],
    ['metadata that is a list', { ...refund(), metadata: [1], extra: 1 }, 'invalid_request', 'metadata'],
    [
      'more than 200 fields',
      { ...refund(), details: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`f${n}`, n])) },
      'invalid_request',
      'details',
    ],
    ['more than 20 levels', { ...refund(), details: nested(21) }, 'invalid_request', 'details'],
  ];
  test.each(cases)('with %s is refused and names the field', async (_what, body, code, field) => {
    const relay = await startRelay();
    const answer = await relay.post('/api/webhooks/inbound', body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code, errors: [{ path: field, message: expect.any(String) }] });
    expect(answer.body.detail).toContain(field);
    expect((await relay.get('/api/approvals')).body.total).toBe(0);
  });

  test('names every wrong field at once', async () => {
    const relay = await startRelay();
    const { body } = await relay.post('/api/webhooks/inbound', { riskLevel: 'x', details: {} });
    expect(body.errors.map((error: { path: string }) => error.path).sort()).toEqual(['action', 'riskLevel', 'summary']);
  });

  const malformed: Array<[string, string, RegExp]> = [
    ['a missing brace', '{"action":"a",\n "summary":"s"', /line 2, column/],
    ['a value without quotes', '{"action":"a","details":{"amount":}}', /line 1, column 35/],
    [
      'a field that occurs twice',
      '{"action":"a","summary":"s","details":{"amount":"40","amount":"9999"}}',
      /"amount" occurs twice .*line 1, column 54/,
    ],
    ['a field that occurs twice with the same value', '{"action":"a","action":"a"}', /"action" occurs twice/],
    [
      'a field that occurs twice in disguise',
      '{"details":{"amount":"40","amoun\\u0074":"9999"}}',
      /"amount" occurs twice/,
    ],
    ['nothing', '', /empty/],
    ['a list', '[]', /must be a JSON object/],
  ];
  test.each(malformed)('by %s is refused and names the place', async (_what, text, message) => {
    const relay = await startRelay();
    const answer = await relay.post('/api/webhooks/inbound', text);
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toMatch(message);
  });

  test('by a template whose placeholders left line breaks and a comma is mended, and quotes are not', async () => {
    const relay = await startRelay();
    const seed = JSON.stringify(fixture('zendesk_trigger_request.json'), null, 2);
    const comment = seed.replace(/("agentNote": )"[^"]*"/, '$1"Line one\nline two",');
    const { status, body } = await relay.post('/api/webhooks/inbound', comment);
    expect(status).toBe(200);
    expect((await relay.get(`/api/approvals/${body.id}`)).body.details).toMatchObject({
      ticketId: '9921',
      agentNote: 'Line one\nline two',
    });
    const injected = seed.replace(/("agentNote": )"[^"]*"/, '$1"x","amount":"9999"');
    expect((await relay.post('/api/webhooks/inbound', injected)).status).toBe(400);
    expect((await relay.post('/api/approvals/request', comment)).status).toBe(400);
  });

  test('in an encoding that is not UTF-8 is refused', async () => {
    const relay = await startRelay();
    const answer = await relay.post('/api/webhooks/inbound', Buffer.from([0x22, 0xff, 0x22]));
    expect([answer.status, answer.body.code]).toEqual([400, 'malformed_body']);
  });

  test.each([
    ['known', true],
    ['not announced', false],
  ])('by being larger than 1 MB is refused when its length is %s', async (_what, announced) => {
    const relay = await startRelay();
    const large = JSON.stringify({ ...refund(), justification: 'x'.repeat(1024 * 1024) });
    const body = announced ? large : new Blob([large]).stream();
    const response = await fetch(`${relay.url}/api/webhooks/inbound`, {
      method: 'POST',
      headers: { 'x-api-key': KEY },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });

  test('with a field that would change every object changes none', async () => {
    const relay = await startRelay();
    const answer = await relay.post(
      '/api/webhooks/inbound',
      '{"action":"a","summary":"s","details":{"__proto__":{"polluted":true}}}',
    );
    expect(answer.status).toBe(200);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('who may ask', () => {
  test('is nobody without a key, or with a wrong one', async () => {
    const relay = await startRelay();
    for (const headers of [{}, { 'x-api-key': 'cs_live_wrong' }, { 'x-api-key': '' }]) {
      const answer = await relay.post('/api/webhooks/inbound', refund(), headers as Record<string, string>);
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthenticated']);
    }
  });

  test('is limited for each key, who is told when to go on', async () => {
    const relay = await startRelay({ rateLimitPerMinute: 3 });
    for (let n = 0; n < 3; n += 1) await relay.request();
    const answer = await relay.post('/api/webhooks/inbound', refund());
    expect([answer.status, answer.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a store that cannot save', () => {
  test('is answered 503 with Retry-After, the only answer that Zendesk repeats', async () => {
    let isFull = false;
    const relay = await startRelay({
      wrapStore: (store) => ({
        ...store,
        transaction: (work) =>
          isFull ? Promise.reject(new StorageUnavailable(new Error('disk full'))) : store.transaction(work),
      }),
    });
    isFull = true;
    const answer = await relay.post('/api/webhooks/inbound', refund());
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([
      503,
      'storage_unavailable',
      '30',
    ]);
  });
});

function nested(levels: number): Record<string, unknown> {
  return levels === 1 ? { end: 1 } : { next: nested(levels - 1) };
}
