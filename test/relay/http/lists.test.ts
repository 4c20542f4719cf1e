import { startRelay, stopRelays } from '../../support/relay.js';

afterEach(stopRelays);

describe('the list of approvals', () => {
  test('is filtered, searched, counted and paged by its query', async () => {
    const relay = await startRelay();
    const refund = await relay.request({ summary: 'Refund for Ana', riskLevel: 'high' });
    const cancel = await relay.request({ action: 'cancel_plan', summary: 'Cancel for Jonas', riskLevel: 'low' });
    const mail = await relay.request({ action: 'send_mail', summary: 'Write to Ana', group: 'marketing' });
    await relay.post(`/api/approvals/${mail}/decision`, { verdict: 'approve' });
    const ids = async (query: string) =>
      (await relay.get(`/api/approvals?${query}`)).body.items.map(({ id }: { id: string }) => id).sort();
    expect(await ids('')).toEqual([refund, cancel, mail].sort());
    expect(await ids('status=PENDING')).toEqual([refund, cancel].sort());
    expect(await ids('status=pending,approved&q=WRITE%20ana')).toEqual([mail]);
    expect(await ids('action=cancel_plan,send_mail')).toEqual([cancel, mail].sort());
    expect(await ids('risk=low')).toEqual([cancel]);
    expect(await ids('group=marketing')).toEqual([mail]);
    expect(await ids('platform=zendesk')).toEqual([]);
    expect(await ids('from=2026-03-03T00:00:00Z')).toEqual([]);
    const first = (await relay.get('/api/approvals?limit=2')).body;
    expect([first.items.length, first.total]).toEqual([2, 3]);
    const second = (await relay.get(`/api/approvals?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`)).body;
    expect([second.items.length, second.nextCursor]).toEqual([1, null]);
  });

  test('says by which actions and platforms it can be filtered, most used first, of one workspace only', async () => {
    const relay = await startRelay();
    const choices = async (headers?: Record<string, string>) => (await relay.get('/api/filter-choices', headers)).body;
    await relay.request({ action: 'cancel_plan' });
    expect(await choices()).toEqual({
      actions: [{ name: 'cancel_plan', uses: 1 }],
      platforms: [{ name: 'api', uses: 1 }],
    });
    for (let n = 0; n < 2; n += 1) await relay.request({ action: 'send_mail' });
    const decided = await relay.request({ action: 'send_mail' });
    await relay.post(`/api/approvals/${decided}/decision`, { verdict: 'approve' });
    expect((await choices()).actions).toEqual([
      { name: 'send_mail', uses: 3 },
      { name: 'cancel_plan', uses: 1 },
    ]);
    expect(await choices(await relay.otherWorkspace())).toEqual({ actions: [], platforms: [] });
  });

  test.each(['limit=101', 'limit=0', 'status=LOST', 'from=yesterday', 'cursor=made-up', 'sort=random'])(
    'with %s is refused and says why',
    async (query) => {
      const relay = await startRelay();
      const answer = await relay.get(`/api/approvals?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.body.errors[0].path).toMatch(new RegExp(`^${query.split('=')[0]}`));
    },
  );
});

describe('waiting for a decision', () => {
  test('holds until there is one', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    const held = relay.get(`/api/approvals/${id}?wait=25`);
    await relay.clock.idle();
    await relay.post(`/api/approvals/${id}/decision`, { verdict: 'reject' });
    expect((await held).body.status).toBe('REJECTED');
  });

  test('ends with the time asked for', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    let answered = false;
    const held = relay.get(`/api/approvals/${id}?wait=5`).finally(() => (answered = true));
    // A second at a time: the request may take a while to reach the relay.
    while (!answered) await relay.clock.advance(1_000);
    expect((await held).body.status).toBe('PENDING');
    expect((await relay.get(`/api/approvals/${id}?wait=26`)).status).toBe(400);
  });
});

describe('whom a request can be meant for', () => {
  test('is answered with the people of the workspace, and the groups that its approvals name', async () => {
    const relay = await startRelay();
    await relay.request({ group: 'Billing' });
    await relay.request({ group: 'Support' });
    await relay.request({ group: 'Support' });
    expect((await relay.get('/api/groups')).body.items).toMatchObject([
      { id: null, name: 'Support', uses: 2, members: [] },
      { id: null, name: 'Billing', uses: 1, members: [] },
    ]);
    expect((await relay.get('/api/reviewers')).body.items).toEqual([
      { email: 'alice@example.com', name: expect.any(String), role: 'admin' },
    ]);
    const elsewhere = await relay.otherWorkspace();
    expect((await relay.get('/api/groups', elsewhere)).body.items).toEqual([]);
    expect((await relay.get('/api/reviewers', elsewhere)).body.items).toMatchObject([{ email: 'bob@example.com' }]);
    expect((await relay.get('/api/reviewers', {})).status).toBe(401);
  });
});
