import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ADMIN, KEY, SIGNING_SECRET, refund, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);

describe('the set-up link', () => {
  test('makes the first admin once, and signs them in', async () => {
    const relay = await startRelay({ setup: {} });
    const token = new URL(relay.setupUrl!).searchParams.get('token');
    const account = { token, email: 'Ana@Example.com', name: 'Ana', password: 'a long enough password' };
    expect((await relay.get(`/api/setup?token=${token}`, {})).body).toEqual({ needed: true, valid: true });
    const first = await relay.post('/api/setup', account, {});
    expect(first.body).toMatchObject({
      user: { email: 'ana@example.com', role: 'admin' },
      csrfToken: expect.any(String),
    });
    const second = await relay.post('/api/setup', { ...account, email: 'eve@example.com' }, {});
    expect([second.status, second.body.code]).toEqual([410, 'setup_link_invalid']);
    expect((await relay.get(`/api/setup?token=${token}`, {})).body).toEqual({ needed: false, valid: false });
  });

  test('is used up by one of many who come at once', async () => {
    const relay = await startRelay({ setup: {} });
    const token = new URL(relay.setupUrl!).searchParams.get('token');
    const answers = await Promise.all(
      [1, 2, 3].map((n) =>
        relay.post(
          '/api/setup',
          { token, email: `p${n}@example.com`, name: 'P', password: 'a long enough password' },
          {},
        ),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410]);
  });

  test('stops working after an hour, and a new start gives a new one', async () => {
    const relay = await startRelay({ setup: {} });
    const token = new URL(relay.setupUrl!).searchParams.get('token');
    await relay.clock.advance(3_600_000);
    const late = await relay.post(
      '/api/setup',
      { token, email: 'ana@example.com', name: 'Ana', password: 'a long enough password' },
      {},
    );
    expect(late.status).toBe(410);
  });

  test('is not given when there is an account already', async () => {
    expect((await startRelay()).setupUrl).toBeUndefined();
  });
});

describe('signing in', () => {
  test('fails alike for a wrong password and an unknown address', async () => {
    const relay = await startRelay();
    const wrong = await relay.post('/api/session', { email: ADMIN.email, password: 'wrong' }, {});
    const unknown = await relay.post('/api/session', { email: 'nobody@example.com', password: 'wrong' }, {});
    expect([wrong.status, wrong.body]).toEqual([unknown.status, unknown.body]);
    expect(wrong.body.code).toBe('wrong_credentials');
  });

  test('is refused for a while after five wrong passwords, even with the right one', async () => {
    const relay = await startRelay();
    for (let n = 0; n < 5; n += 1) await relay.post('/api/session', { email: ADMIN.email, password: 'wrong' }, {});
    const answer = await relay.post('/api/session', ADMIN, {});
    expect([answer.status, answer.body.code]).toEqual([429, 'too_many_attempts']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('is let in again a quarter of an hour later, and counts from nothing once it has succeeded', async () => {
    const relay = await startRelay();
    const tries = async (count: number, password: string) => {
      const statuses: number[] = [];
      for (let n = 0; n < count; n += 1)
        statuses.push((await relay.post('/api/session', { email: ADMIN.email, password }, {})).status);
      return statuses;
    };
    expect(await tries(4, 'wrong')).toEqual([401, 401, 401, 401]);
    expect(await tries(2, ADMIN.password)).toEqual([200, 200]);
    expect(await tries(6, 'wrong')).toEqual([401, 401, 401, 401, 401, 429]);
    await relay.clock.advance(15 * 60_000 - 1);
    expect(await tries(1, ADMIN.password)).toEqual([429]);
    await relay.clock.advance(1);
    expect(await tries(1, ADMIN.password)).toEqual([200]);
  });

  test('gets no more guesses by making many at once', async () => {
    const relay = await startRelay();
    const guesses = Array.from({ length: 12 }, async (_, n) =>
      relay.post('/api/session', { email: ADMIN.email, password: `guess ${n}` }, {}),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  test('gets no more guesses by a relay that stops, or crashes while it looks at one', async () => {
    const relay = await startRelay();
    const wrong = async (at: TestRelay) =>
      (await at.post('/api/session', { email: ADMIN.email, password: 'wrong' }, {})).status;
    for (let n = 0; n < 3; n += 1) expect(await wrong(relay)).toBe(401);
    // The fourth is counted, and then the relay is gone before anybody hears whether it was right.
    const crashed = await startRelay({
      folder: await relay.copyFolder(),
      wrapStore: (store) => ({ ...store, findUserByEmail: () => Promise.reject(new Error('gone')) }),
    });
    expect(await wrong(crashed)).toBe(500);
    const again = await startRelay({ folder: await crashed.copyFolder() });
    expect(await wrong(again)).toBe(401);
    expect(await wrong(again)).toBe(429);
    const last = await startRelay({ folder: await again.copyFolder() });
    expect((await last.post('/api/session', ADMIN, {})).status).toBe(429);
    // What is over is forgotten.
    await last.clock.advance(2 * 3_600_000);
    expect([...last.store.every('attempts')]).toEqual([]);
  });

  test('sets a cookie that scripts cannot read and other sites do not send', async () => {
    const relay = await startRelay();
    const answer = await relay.post('/api/session', ADMIN, {});
    expect(answer.headers.get('set-cookie')).toMatch(
      /^countersign_session=[\w-]{43}; path=\/; expires=.*; samesite=lax; httponly$/i,
    );
  });

  test('from a page of another site is refused', async () => {
    const relay = await startRelay();
    expect((await relay.post('/api/session', ADMIN, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await relay.post('/api/session', ADMIN, { origin: relay.url })).status).toBe(200);
  });
});

describe('a session', () => {
  test('decides nothing without the token that goes with the cookie', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    const { cookie } = await relay.signIn();
    for (const token of [undefined, 'wrong']) {
      const answer = await relay.post(
        `/api/approvals/${id}/decision`,
        { verdict: 'approve' },
        { cookie: cookie!, ...(token && { 'x-csrf-token': token }) },
      );
      expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
    }
    expect((await relay.get(`/api/approvals/${id}`)).body.status).toBe('PENDING');
  });

  test('ends when the person signs out', async () => {
    const relay = await startRelay();
    const session = await relay.signIn();
    expect((await relay.get('/api/me', session)).body.user.email).toBe(ADMIN.email);
    expect((await relay.call('DELETE', '/api/session', undefined, session)).status).toBe(204);
    expect((await relay.get('/api/me', session)).status).toBe(401);
  });

  test('ends after fourteen days', async () => {
    const relay = await startRelay();
    const session = await relay.signIn();
    await relay.clock.advance(14 * 86_400_000);
    expect((await relay.get('/api/me', session)).status).toBe(401);
  });
});

describe('a connection key', () => {
  test('is shown once, works at once, and stops when it is revoked', async () => {
    const relay = await startRelay();
    const made = await relay.post('/api/keys', { name: 'Zendesk', scopes: ['request'] });
    expect(made.body).toMatchObject({
      key: expect.stringMatching(/^cs_live_/),
      signingSecret: expect.stringMatching(/^whsec_/),
    });
    const headers = { 'x-api-key': made.body.key as string };
    expect((await relay.post('/api/webhooks/inbound', refund(), headers)).status).toBe(200);
    const listed = (await relay.get('/api/keys')).body.items.find((key: { id: string }) => key.id === made.body.id);
    expect(listed).toMatchObject({ name: 'Zendesk', hint: (made.body.key as string).slice(-4) });
    expect(JSON.stringify(listed)).not.toContain(made.body.key);
    expect((await relay.call('DELETE', `/api/keys/${made.body.id}`)).status).toBe(204);
    expect((await relay.post('/api/webhooks/inbound', refund(), headers)).status).toBe(401);
  });

  test.each([
    ['request', 'POST', '/api/webhooks/inbound', 'read'],
    ['read', 'GET', '/api/approvals', 'request'],
    ['decide', 'POST', '/api/approvals/req_x/decision', 'read'],
    ['admin', 'POST', '/api/keys', 'decide'],
  ])('needs the scope %s for %s %s', async (_needed, method, to, other) => {
    const relay = await startRelay();
    const made = await relay.post('/api/keys', { name: 'Narrow', scopes: [other] });
    const answer = await relay.call(method, to, method === 'POST' ? {} : undefined, {
      'x-api-key': made.body.key as string,
    });
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
    expect(answer.body.detail).toContain('Narrow');
  });

  test('remembers when it was last used', async () => {
    const relay = await startRelay();
    await relay.request();
    await relay.clock.advance(120_000);
    await relay.request();
    while ((await relay.get('/api/keys')).body.items[0].lastUsedAt === '2026-03-02T09:00:00.000Z')
      await relay.clock.idle();
    expect((await relay.get('/api/keys')).body.items[0].lastUsedAt).toBe('2026-03-02T09:02:00.000Z');
  });
});

describe('secrets', () => {
  test('are nowhere in the data folder as they are', async () => {
    const relay = await startRelay();
    const made = (await relay.post('/api/keys', { name: 'Zendesk', scopes: ['admin'] })).body as {
      key: string;
      signingSecret: string;
    };
    const session = await relay.signIn();
    const stored = readdirSync(relay.folder)
      .map((name) => readFileSync(path.join(relay.folder, name), 'utf8'))
      .join('\n');
    expect(stored).toContain('Zendesk');
    for (const secret of [
      KEY,
      SIGNING_SECRET,
      ADMIN.password,
      made.key,
      made.signingSecret,
      session.cookie!.split('=')[1]!,
      ADMIN.password,
    ]) {
      expect(stored).not.toContain(secret);
    }
  });
});
