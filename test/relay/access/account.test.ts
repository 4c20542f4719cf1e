import { TOTP, Secret } from 'otpauth';
import { ADMIN, PASSWORD, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);

const codeAt = (relay: TestRelay, secret: string, offsetMs = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: relay.clock.now().getTime() + offsetMs });
const signIn = (relay: TestRelay, code?: string) =>
  relay.post('/api/session', { ...ADMIN, ...(code !== undefined && { code }) }, {});
const STEP_MS = 30_000;

async function withSecondFactor(relay: TestRelay) {
  const session = await relay.signIn();
  const { secret } = (await relay.post('/api/account/second-factor', { current: ADMIN.password }, session)).body;
  const on = await relay.post('/api/account/second-factor/confirm', { code: codeAt(relay, secret) }, session);
  return { session, secret: secret as string, codes: on.body.codes as string[] };
}

describe('a second factor', () => {
  test('is set up with a picture drawn here, and asked for at the next sign-in', async () => {
    const relay = await startRelay();
    const session = await relay.signIn();
    expect((await relay.post('/api/account/second-factor', { current: 'wrong' }, session)).body.code).toBe(
      'wrong_credentials',
    );
    const setUp = await relay.post('/api/account/second-factor', { current: ADMIN.password }, session);
    expect(setUp.body).toMatchObject({
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
      uri: expect.stringMatching(/^otpauth:\/\/totp\/Countersign:/),
      qr: expect.stringMatching(/^<svg/),
    });
    expect((await signIn(relay)).status).toBe(200);
    const wrong = await relay.post('/api/account/second-factor/confirm', { code: '000000' }, session);
    expect([wrong.status, wrong.body.code]).toEqual([401, 'wrong_code']);
    const on = await relay.post(
      '/api/account/second-factor/confirm',
      { code: codeAt(relay, setUp.body.secret) },
      session,
    );
    expect(new Set(on.body.codes).size).toBe(10);
    const asked = await signIn(relay);
    expect([asked.status, asked.body.code, asked.headers.get('set-cookie')]).toEqual([401, 'code_needed', null]);
    expect((await relay.post('/api/session', { email: ADMIN.email, password: 'wrong' }, {})).body.code).toBe(
      'wrong_credentials',
    );
    await relay.clock.advance(STEP_MS);
    expect((await signIn(relay, codeAt(relay, setUp.body.secret))).status).toBe(200);
  });

  test('takes a code once, also from many at once, and none older than the last', async () => {
    const relay = await startRelay();
    const { secret } = await withSecondFactor(relay);
    expect((await signIn(relay, codeAt(relay, secret))).body.code).toBe('wrong_code');
    await relay.clock.advance(2 * STEP_MS);
    const code = codeAt(relay, secret);
    const answers = await Promise.all([1, 2, 3].map(() => signIn(relay, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect((await signIn(relay, codeAt(relay, secret, -STEP_MS))).status).toBe(401);
  });

  test('allows a phone whose clock is off by a step, not by more', async () => {
    const relay = await startRelay();
    const { secret } = await withSecondFactor(relay);
    await relay.clock.advance(10 * STEP_MS);
    expect((await signIn(relay, codeAt(relay, secret, -2 * STEP_MS))).status).toBe(401);
    expect((await signIn(relay, codeAt(relay, secret, 2 * STEP_MS))).status).toBe(401);
    expect((await signIn(relay, codeAt(relay, secret, -STEP_MS))).status).toBe(200);
    expect((await signIn(relay, codeAt(relay, secret, STEP_MS))).status).toBe(200);
  });

  test('is not guessed: after five wrong codes even the right one is refused for a while', async () => {
    const relay = await startRelay();
    const { secret } = await withSecondFactor(relay);
    await relay.clock.advance(STEP_MS);
    for (let n = 0; n < 5; n += 1) expect((await signIn(relay, '000000')).status).toBe(401);
    const answer = await signIn(relay, codeAt(relay, secret));
    expect([answer.status, answer.body.code]).toEqual([429, 'too_many_attempts']);
  });

  test('lets a recovery code in once, however it is typed', async () => {
    const relay = await startRelay();
    const { codes, session } = await withSecondFactor(relay);
    expect((await signIn(relay, codes[0]!.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await signIn(relay, codes[0])).status).toBe(401);
    expect((await relay.get('/api/account', session)).body.secondFactor.recoveryCodesLeft).toBe(9);
    const renewed = await relay.post('/api/account/second-factor/recovery-codes', { current: ADMIN.password }, session);
    expect((await signIn(relay, codes[1])).status).toBe(401);
    expect((await signIn(relay, renewed.body.codes[0])).status).toBe(200);
  });

  test('is kept sealed, and its recovery codes as hashes', async () => {
    const relay = await startRelay();
    const { secret, codes } = await withSecondFactor(relay);
    const kept = JSON.stringify(await relay.store.findUserByEmail(ADMIN.email));
    expect(kept).not.toContain(secret);
    for (const code of codes) expect(kept).not.toContain(code.replaceAll('-', ''));
  });

  test('can be required: then nothing but the own account is open without it', async () => {
    const relay = await startRelay();
    const reviewer = await relay.person('reviewer');
    const bare = await relay.signIn();
    expect((await relay.call('PATCH', '/api/workspace', { requireSecondFactor: true }, bare)).status).toBe(403);
    const { session } = await withSecondFactor(relay);
    expect((await relay.call('PATCH', '/api/workspace', { requireSecondFactor: true }, reviewer)).status).toBe(403);
    expect((await relay.call('PATCH', '/api/workspace', { requireSecondFactor: true }, session)).status).toBe(204);
    const refused = await relay.get('/api/approvals', reviewer);
    expect([refused.status, refused.body.code]).toEqual([403, 'second_factor_required']);
    expect((await relay.get('/api/me', reviewer)).body.mustSetUpSecondFactor).toBe(true);
    const { secret } = (await relay.post('/api/account/second-factor', { current: PASSWORD }, reviewer)).body;
    await relay.post('/api/account/second-factor/confirm', { code: codeAt(relay, secret) }, reviewer);
    expect((await relay.get('/api/approvals', reviewer)).status).toBe(200);
    const off = await relay.post('/api/account/second-factor/remove', { current: PASSWORD }, reviewer);
    expect(off.status).toBe(403);
    // Programs have no phone.
    expect((await relay.get('/api/approvals')).status).toBe(200);
  });

  test('is taken off by its owner with their password, or by an admin when it is lost', async () => {
    const relay = await startRelay();
    const { session } = await withSecondFactor(relay);
    expect((await relay.post('/api/account/second-factor/remove', { current: 'wrong' }, session)).status).toBe(401);
    await relay.post('/api/account/second-factor/remove', { current: ADMIN.password }, session);
    expect((await signIn(relay)).status).toBe(200);
    const again = await withSecondFactor(relay);
    const { id } = (await relay.get('/api/account', again.session)).body;
    const lead = await relay.person('lead');
    expect((await relay.call('DELETE', `/api/people/${id}/second-factor`, undefined, lead)).status).toBe(403);
    expect((await relay.call('DELETE', `/api/people/${id}/second-factor`)).status).toBe(204);
    expect((await signIn(relay)).status).toBe(200);
  });
});

describe('the sessions of a person', () => {
  const CHROME =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
  const from = async (relay: TestRelay, userAgent: string) => {
    const answer = await relay.post('/api/session', ADMIN, { 'user-agent': userAgent });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    return { cookie, 'x-csrf-token': answer.body.csrfToken as string };
  };

  test('are listed with their device, last used first, and ended one by one or all others', async () => {
    const relay = await startRelay();
    const [laptop, phone, third] = [await from(relay, CHROME), await from(relay, ''), await from(relay, 'x')];
    await relay.clock.advance(120_000);
    await relay.get('/api/me', laptop);
    await relay.clock.idle();
    const { items } = (await relay.get('/api/account/sessions', laptop)).body;
    expect(items[0]).toMatchObject({
      device: 'Chrome on Windows',
      isThis: true,
      lastSeenAt: relay.clock.now().toISOString(),
    });
    expect(items).toHaveLength(3);
    expect(JSON.stringify(items)).not.toContain(laptop.cookie.split('=')[1]);
    const other = items.find((session: { isThis: boolean }) => !session.isThis);
    expect((await relay.call('DELETE', `/api/account/sessions/${other.id}`, undefined, laptop)).status).toBe(204);
    expect((await relay.call('DELETE', '/api/account/sessions', undefined, laptop)).status).toBe(204);
    for (const ended of [phone, third]) expect((await relay.get('/api/me', ended)).status).toBe(401);
    expect((await relay.get('/api/me', laptop)).status).toBe(200);
  });

  test('are ended by an admin, and by nobody else', async () => {
    const relay = await startRelay();
    const reviewer = await relay.person('reviewer');
    const lead = await relay.person('lead');
    const { id } = (await relay.get('/api/account', reviewer)).body;
    expect((await relay.get(`/api/people/${id}/sessions`, lead)).status).toBe(403);
    expect((await relay.call('DELETE', `/api/people/${id}/sessions`, undefined, lead)).status).toBe(403);
    const mine = (await relay.get('/api/account/sessions', reviewer)).body.items[0];
    expect((await relay.call('DELETE', `/api/account/sessions/${mine.id}`, undefined, lead)).status).toBe(404);
    expect((await relay.get(`/api/people/${id}/sessions`)).body.items).toHaveLength(1);
    const elsewhere = await relay.otherWorkspace();
    expect((await relay.call('DELETE', `/api/people/${id}/sessions`, undefined, elsewhere)).status).toBe(404);
    expect((await relay.call('DELETE', `/api/people/${id}/sessions`)).status).toBe(204);
    expect((await relay.get('/api/me', reviewer)).status).toBe(401);
  });

  test('and what they were listening to end together', async () => {
    const relay = await startRelay();
    const reviewer = await relay.person('reviewer');
    const stream = await fetch(`${relay.url}/api/stream`, { headers: { cookie: reviewer.cookie! } });
    const { id } = (await relay.get('/api/account', reviewer)).body;
    const heard = stream.text();
    await relay.call('PATCH', `/api/people/${id}`, { disabled: true });
    await relay.request({ summary: 'Not for their ears' });
    expect(await heard).not.toContain('approval');
  });

  test('end with a new password, except the one that gave it', async () => {
    const relay = await startRelay();
    const [here, there] = [await relay.signIn(), await relay.signIn()];
    const change = (current: string, password: string) =>
      relay.post('/api/account/password', { current, password }, here);
    expect((await change('wrong', 'a new long password')).body.code).toBe('wrong_credentials');
    expect((await change(ADMIN.password, 'short')).status).toBe(400);
    expect((await change(ADMIN.password, 'a new long password')).status).toBe(204);
    expect((await relay.get('/api/me', here)).status).toBe(200);
    expect((await relay.get('/api/me', there)).status).toBe(401);
    expect((await signIn(relay)).status).toBe(401);
    expect((await relay.post('/api/session', { ...ADMIN, password: 'a new long password' }, {})).status).toBe(200);
  });

  test('change nothing without the token that goes with the cookie, and a key has none', async () => {
    const relay = await startRelay();
    const { cookie } = await relay.signIn();
    const paths = ['/api/account/password', '/api/account/second-factor', '/api/groups', '/api/people'];
    for (const to of paths) expect((await relay.post(to, {}, { cookie: cookie! })).status).toBe(403);
    expect((await relay.get('/api/account')).status).toBe(403);
  });
});
