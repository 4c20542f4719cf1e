import { startRelay, stopRelays } from '../../support/relay.js';

afterEach(stopRelays);

const support = {
  name: 'Support',
  members: ['alice@example.com'],
  timeZone: 'Europe/Lisbon',
  workingHours: [{ day: 1, from: '09:00', to: '17:00' }],
};

describe('a review group', () => {
  test('is made by a lead, and counts the approvals that name it in any case', async () => {
    const relay = await startRelay();
    const lead = await relay.person('lead');
    await relay.request({ group: 'SUPPORT' });
    await relay.request({ group: 'Sales' });
    const made = await relay.post('/api/groups', support, lead);
    expect(made.body).toMatchObject({ ...support, uses: 1, members: [{ email: 'alice@example.com' }] });
    expect((await relay.get('/api/groups')).body.items.map((group: { name: string }) => group.name)).toEqual([
      'Sales',
      'Support',
    ]);
    expect((await relay.get(`/api/groups/${made.body.id}`)).body).toEqual(made.body);
  });

  test('keeps its approvals when it is renamed', async () => {
    const relay = await startRelay();
    const { id } = (await relay.post('/api/groups', support)).body;
    await relay.request({ group: 'Support' });
    const renamed = await relay.call('PATCH', `/api/groups/${id}`, { name: 'Customer care' });
    expect(renamed.body).toMatchObject({ name: 'Customer care', uses: 1, workingHours: support.workingHours });
  });

  test('has a name of its own', async () => {
    const relay = await startRelay();
    await relay.post('/api/groups', support);
    const other = await relay.post('/api/groups', { name: 'support' });
    expect([other.status, other.body.code]).toEqual([409, 'name_taken']);
    const billing = await relay.post('/api/groups', { name: 'Billing' });
    expect((await relay.call('PATCH', `/api/groups/${billing.body.id}`, { name: 'SUPPORT' })).status).toBe(409);
    expect((await relay.call('PATCH', `/api/groups/${billing.body.id}`, { name: 'BILLING' })).status).toBe(200);
  });

  test.each([
    ['members', { members: ['stranger@example.com'] }],
    ['timeZone', { timeZone: 'Europe/Atlantis' }],
    ['workingHours.0.to', { workingHours: [{ day: 1, from: '17:00', to: '09:00' }] }],
    ['workingHours.0.from', { workingHours: [{ day: 1, from: '9', to: '10:00' }] }],
    [
      'workingHours',
      {
        workingHours: [
          { day: 2, from: '09:00', to: '12:00' },
          { day: 2, from: '11:00', to: '13:00' },
        ],
      },
    ],
  ])('is refused with a word about its %s', async (path, wrong) => {
    const relay = await startRelay();
    const answer = await relay.post('/api/groups', { ...support, ...wrong });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  test('does not exist for another workspace', async () => {
    const relay = await startRelay();
    const { id } = (await relay.post('/api/groups', support)).body;
    const elsewhere = await relay.otherWorkspace();
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect(
        (await relay.call(method, `/api/groups/${id}`, method === 'PATCH' ? {} : undefined, elsewhere)).status,
      ).toBe(404);
    expect((await relay.get('/api/groups', elsewhere)).body.items).toEqual([]);
    const theirs = await relay.post('/api/groups', { name: 'Support', members: ['alice@example.com'] }, elsewhere);
    expect(theirs.status).toBe(400);
  });

  test('is left alone by reviewers, viewers and keys without the scope manage', async () => {
    const relay = await startRelay();
    const { id } = (await relay.post('/api/groups', support)).body;
    const key = await relay.post('/api/keys', { name: 'Decider', scopes: ['read', 'decide', 'request'] });
    const callers = [
      await relay.person('reviewer'),
      await relay.person('viewer'),
      { 'x-api-key': key.body.key as string },
    ];
    for (const caller of callers) {
      expect((await relay.get('/api/groups', caller)).status).toBe(200);
      expect((await relay.post('/api/groups', { name: 'Mine' }, caller)).status).toBe(403);
      expect((await relay.call('PATCH', `/api/groups/${id}`, { name: 'Mine' }, caller)).status).toBe(403);
      expect((await relay.call('DELETE', `/api/groups/${id}`, undefined, caller)).status).toBe(403);
    }
  });
});
