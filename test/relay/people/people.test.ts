import { ADMIN, PASSWORD, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);

const idOf = async (relay: TestRelay, email: string): Promise<string> =>
  (await relay.get('/api/people')).body.items.find((person: { email: string }) => person.email === email).id;
const tokenOf = (url: string) => new URL(url).searchParams.get('token');
const answerTo = (url: string) => ({ token: tokenOf(url), name: 'Rui', password: PASSWORD });

describe('an invitation', () => {
  test('lets in the person it names, once, with its role', async () => {
    const relay = await startRelay();
    const invited = await relay.post('/api/people', { email: 'Rui@Example.com', role: 'lead' });
    expect(invited.body.url).toMatch(new RegExp(`^${relay.url}/join\\?token=inv_`));
    expect(JSON.stringify((await relay.get('/api/invitations')).body)).not.toContain(
      tokenOf(invited.body.url)!.split('.')[1],
    );
    expect((await relay.get(`/api/invitation?token=${tokenOf(invited.body.url)}`, {})).body.invitation).toEqual({
      email: 'rui@example.com',
      role: 'lead',
      workspace: 'Default',
    });
    const joined = await relay.post('/api/invitation', answerTo(invited.body.url), {});
    expect(joined.body).toMatchObject({
      user: { email: 'rui@example.com', role: 'lead' },
      csrfToken: expect.any(String),
    });
    const again = await relay.post('/api/invitation', answerTo(invited.body.url), {});
    expect([again.status, again.body.code]).toEqual([410, 'invitation_invalid']);
    expect((await relay.get('/api/invitations')).body.items).toEqual([]);
  });

  test('works for a week, unless it is sent again or taken back', async () => {
    const relay = await startRelay();
    const first = (await relay.post('/api/people', { email: 'rui@example.com' })).body;
    await relay.clock.advance(7 * 86_400_000);
    expect((await relay.post('/api/invitation', answerTo(first.url), {})).status).toBe(410);
    expect((await relay.get('/api/invitations')).body.items).toMatchObject([{ isExpired: true }]);
    const second = (await relay.post(`/api/invitations/${first.id}/resend`)).body;
    expect((await relay.get(`/api/invitation?token=${tokenOf(first.url)}`, {})).body.invitation).toBeNull();
    expect((await relay.get(`/api/invitation?token=${tokenOf(second.url)}`, {})).body.invitation).not.toBeNull();
    expect((await relay.call('DELETE', `/api/invitations/${first.id}`)).status).toBe(204);
    expect((await relay.post('/api/invitation', answerTo(second.url), {})).status).toBe(410);
  });

  test('is used by one of many who come at once, and a second one replaces it', async () => {
    const relay = await startRelay();
    const old = (await relay.post('/api/people', { email: 'rui@example.com' })).body;
    const { url } = (await relay.post('/api/people', { email: 'rui@example.com', role: 'viewer' })).body;
    expect((await relay.post('/api/invitation', answerTo(old.url), {})).status).toBe(410);
    const answers = await Promise.all([1, 2, 3].map(() => relay.post('/api/invitation', answerTo(url), {})));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  });

  test('cannot be forged or answered from another site', async () => {
    const relay = await startRelay();
    const { id, url } = (await relay.post('/api/people', { email: 'rui@example.com' })).body;
    for (const token of [id, `${id}.`, `${id}.${'A'.repeat(43)}`, '', 'constructor.x'])
      expect((await relay.post('/api/invitation', { ...answerTo(url), token }, {})).status).toBe(410);
    const elsewhere = await relay.post('/api/invitation', answerTo(url), { origin: 'https://evil.example' });
    expect(elsewhere.status).toBe(403);
  });

  test('is for admins alone to make, and not for who is in already', async () => {
    const relay = await startRelay();
    for (const role of ['lead', 'reviewer', 'viewer'] as const) {
      const caller = await relay.person(role);
      const answer = await relay.post('/api/people', { email: 'eve@example.com', role: 'admin' }, caller);
      expect(answer.status).toBe(403);
      expect((await relay.get('/api/invitations', caller)).status).toBe(403);
    }
    const taken = await relay.post('/api/people', { email: 'lead@example.com' });
    expect([taken.status, taken.body.code]).toEqual([409, 'email_taken']);
  });
});

describe('a person', () => {
  test('who is shut out or removed is out at once, and out of their groups', async () => {
    const relay = await startRelay();
    const rui = await relay.person('reviewer', 'rui@example.com');
    const id = await idOf(relay, 'rui@example.com');
    const group = await relay.post('/api/groups', { name: 'Support', members: [id] });
    await relay.call('PATCH', `/api/people/${id}`, { disabled: true });
    expect((await relay.get('/api/me', rui)).status).toBe(401);
    expect((await relay.post('/api/session', { email: 'rui@example.com', password: PASSWORD }, {})).status).toBe(401);
    await relay.call('PATCH', `/api/people/${id}`, { disabled: false });
    const back = await relay.signIn('rui@example.com', PASSWORD);
    expect((await relay.get('/api/me', back)).status).toBe(200);
    expect((await relay.call('DELETE', `/api/people/${id}`)).status).toBe(204);
    expect((await relay.get('/api/me', back)).status).toBe(401);
    expect((await relay.get(`/api/groups/${group.body.id}`)).body.members).toEqual([]);
  });

  test('has no more rights than their role, whatever they ask for', async () => {
    const relay = await startRelay();
    const lead = await relay.person('lead');
    const [own, admin] = [await idOf(relay, 'lead@example.com'), await idOf(relay, ADMIN.email)];
    const tries: Array<[string, string, unknown?]> = [
      ['PATCH', `/api/people/${own}`, { role: 'admin' }],
      ['PATCH', `/api/people/${admin}`, { role: 'viewer' }],
      ['PATCH', `/api/people/${admin}`, { disabled: true }],
      ['DELETE', `/api/people/${admin}`],
      ['POST', '/api/keys', { name: 'Mine', scopes: ['admin'] }],
    ];
    for (const [method, to, body] of tries)
      expect([to, (await relay.call(method, to, body, lead)).status]).toEqual([to, 403]);
    const reviewer = await relay.person('reviewer');
    const self = await idOf(relay, 'reviewer@example.com');
    expect((await relay.call('PATCH', `/api/people/${self}`, { role: 'admin' }, reviewer)).status).toBe(403);
  });

  test('who only looks decides nothing', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    const viewer = await relay.person('viewer');
    expect((await relay.get(`/api/approvals/${id}`, viewer)).status).toBe(200);
    expect((await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' }, viewer)).status).toBe(403);
  });

  test('who is the last admin stays one', async () => {
    const relay = await startRelay();
    const alice = await idOf(relay, ADMIN.email);
    const attempts = [
      () => relay.call('PATCH', `/api/people/${alice}`, { role: 'lead' }),
      () => relay.call('PATCH', `/api/people/${alice}`, { disabled: true }),
      () => relay.call('DELETE', `/api/people/${alice}`),
    ];
    for (const attempt of attempts) {
      const answer = await attempt();
      expect([answer.status, answer.body.code]).toEqual([409, 'last_admin']);
    }
    await relay.person('admin');
    const other = await idOf(relay, 'admin@example.com');
    const both = await Promise.all(
      [alice, other].map((id) => relay.call('PATCH', `/api/people/${id}`, { role: 'lead' })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('of another workspace does not exist', async () => {
    const relay = await startRelay();
    const alice = await idOf(relay, ADMIN.email);
    const elsewhere = await relay.otherWorkspace();
    expect((await relay.get(`/api/people/${alice}`, elsewhere)).status).toBe(404);
    expect((await relay.call('PATCH', `/api/people/${alice}`, { role: 'viewer' }, elsewhere)).status).toBe(404);
    expect((await relay.call('DELETE', `/api/people/${alice}`, undefined, elsewhere)).status).toBe(404);
  });

  test('who is away names a delegate who may decide', async () => {
    const relay = await startRelay();
    const lead = await relay.person('lead');
    await relay.person('viewer');
    const id = await idOf(relay, 'lead@example.com');
    const away = (delegate: string | null, until = '2026-03-09T00:00:00Z') =>
      relay.call('PATCH', `/api/people/${id}`, { away: { from: '2026-03-02T00:00:00Z', until, delegate } }, lead);
    expect((await away(ADMIN.email)).body.away).toEqual({
      from: '2026-03-02T00:00:00.000Z',
      until: '2026-03-09T00:00:00.000Z',
      delegate: ADMIN.email,
    });
    for (const wrong of ['stranger@example.com', 'lead@example.com', 'viewer@example.com'])
      expect((await away(wrong)).body.errors).toMatchObject([{ path: 'away.delegate' }]);
    expect((await away(null, '2026-03-01T00:00:00Z')).body.errors).toMatchObject([{ path: 'away.until' }]);
    expect((await relay.call('PATCH', `/api/people/${id}`, { away: null }, lead)).body.away).toBeNull();
  });
});
