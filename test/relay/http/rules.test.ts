import { connect } from '../../support/connect.js';
import { KEY, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);

const always = { match: 'all', conditions: [] };
const refunds = { match: 'all', conditions: [{ what: 'action', is: 'is', value: 'process_refund' }] };
const over100 = { match: 'all', conditions: [{ what: 'details.amount', is: 'gt', value: '100 EUR' }] };
const rule = async (relay: TestRelay, fields: object) => {
  const made = await relay.post('/api/rules', { name: 'A rule', when: always, ...fields });
  expect([made.status, made.body]).toEqual([200, expect.anything()]);
  return made.body;
};
const read = async (relay: TestRelay, id: string) => (await relay.get(`/api/approvals/${id}`)).body;

describe('a rule', () => {
  test('is made, changed, put in order and removed by a lead, and by no reviewer', async () => {
    const relay = await startRelay();
    const [lead, reviewer] = [await relay.person('lead'), await relay.person('reviewer')];
    const draft = { name: 'Refunds', when: refunds, then: { group: 'Support' } };
    const first = (await relay.post('/api/rules', draft, lead)).body;
    const second = (await relay.post('/api/rules', { ...draft, name: 'Second' }, lead)).body;
    expect(first).toMatchObject({ ...draft, enabled: true, stop: false, settle: null });
    const names = async () =>
      (await relay.get('/api/rules', lead)).body.items.map((each: { name: string }) => each.name);
    expect(await names()).toEqual(['Refunds', 'Second']);
    await relay.post('/api/rules/order', { ids: [second.id, first.id] }, lead);
    expect(await names()).toEqual(['Second', 'Refunds']);
    const changed = await relay.call(
      'PUT',
      `/api/rules/${first.id}`,
      { ...draft, name: 'All refunds', enabled: false },
      lead,
    );
    expect(changed.body).toMatchObject({ id: first.id, name: 'All refunds', enabled: false });
    expect((await relay.call('DELETE', `/api/rules/${second.id}`, undefined, lead)).status).toBe(204);
    expect(await names()).toEqual(['All refunds']);

    expect((await relay.post('/api/rules', draft, reviewer)).status).toBe(403);
    expect((await relay.post('/api/rules/try', { rule: draft }, reviewer)).status).toBe(403);
    expect((await relay.get('/api/rules', reviewer)).status).toBe(200);
  });

  test('of another workspace is not there', async () => {
    const relay = await startRelay();
    const { id } = await rule(relay, { then: { group: 'Support' } });
    const other = await relay.otherWorkspace();
    expect((await relay.get('/api/rules', other)).body.items).toEqual([]);
    for (const [method, body] of [['GET'], ['DELETE'], ['PUT', { name: 'x', when: always, stop: true }]] as const)
      expect((await relay.call(method, `/api/rules/${id}`, body, other)).status).toBe(404);
    expect((await relay.post('/api/rules/replay', { id }, other)).status).toBe(404);
    await relay.post('/api/webhooks/inbound', { action: 'a', summary: 's', details: {} }, other);
    expect((await relay.get('/api/approvals', other)).body.items[0].group).toBeNull();
  });

  test.each([
    ['then', { then: {} }],
    ['then', { then: { group: 'Support' }, settle: { verdict: 'approve' } }],
    ['when.conditions.0', { when: { match: 'all', conditions: [{ what: 'weather', is: 'is', value: 'x' }] } }],
    ['when.conditions.0', { when: { match: 'all', conditions: [{ what: 'action', is: 'oneOf', value: 'x' }] } }],
    ['when.conditions.0', { when: { match: 'all', conditions: [{ what: 'action', is: 'exists', value: 'x' }] } }],
    [
      'when.conditions.0',
      {
        when: {
          match: 'all',
          conditions: [{ what: 'time', is: 'within', zone: 'Mars/Base', days: [1], from: '09:00', to: '10:00' }],
        },
      },
    ],
    ['then.quorum.count', { then: { quorum: { kind: 'count', count: 1 } } }],
    ['then.assignees.0', { then: { assignees: ['nobody'] } }],
  ])('is refused with a word about its %s', async (path, wrong) => {
    const relay = await startRelay();
    const answer = await relay.post('/api/rules', { name: 'Wrong', when: always, then: { group: 'A' }, ...wrong });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((each: { path: string }) => each.path)).toEqual(
      expect.arrayContaining([expect.stringContaining(path)]),
    );
  });

  test('keeps its order when it is told of other rules than there are', async () => {
    const relay = await startRelay();
    const { id } = await rule(relay, { then: { group: 'A' } });
    for (const ids of [[], [id, id], [id, 'rul_other'], ['rul_other']])
      expect((await relay.post('/api/rules/order', { ids })).status).toBe(400);
  });
});

describe('an approval that rules match', () => {
  test('gets what they say, over what the request says', async () => {
    const relay = await startRelay();
    const { id: ruleId } = await rule(relay, {
      name: 'Large refunds',
      when: over100,
      then: {
        group: 'Finance',
        assignees: ['Ana@Example.com'],
        priority: 'urgent',
        risk: 'high',
        deadlineMinutes: 30,
        channels: ['chn_1'],
        quorum: { kind: 'count', count: 2 },
        separateDuty: true,
      },
    });
    const id = await relay.request({
      group: 'Support',
      riskLevel: 'low',
      onExpiry: 'approve',
      requestedBy: 'Bo@x.org',
    });
    expect(await read(relay, id)).toMatchObject({
      group: 'Finance',
      assignees: ['ana@example.com'],
      priority: 'urgent',
      riskLevel: 'high',
      expiresAt: '2026-03-02T09:30:00.000Z',
      quorum: { kind: 'count', count: 2 },
      separateDuty: true,
      requestedBy: 'bo@x.org',
      onExpiry: 'reject',
      rules: [{ id: ruleId, name: 'Large refunds' }],
    });
    expect((await relay.store.get('approvals', id))?.channels).toEqual(['chn_1']);
    expect((await relay.get(`/api/approvals/${id}/timeline`)).body.items).toContainEqual(
      expect.objectContaining({ event: 'approval.routed', text: 'Large refunds' }),
    );
    const small = await relay.request({ group: 'Support', details: { amount: '100.00', currency: 'EUR' } });
    expect(await read(relay, small)).toMatchObject({ group: 'Support', rules: [], quorum: null });
  });

  test('never waits longer than the request says', async () => {
    const relay = await startRelay();
    await rule(relay, { then: { deadlineMinutes: 600 } });
    const id = await relay.request({ expiresInMinutes: 10 });
    expect((await read(relay, id)).expiresAt).toBe('2026-03-02T09:10:00.000Z');
  });

  test('is routed by every door: in a batch and from a platform too', async () => {
    const relay = await startRelay();
    await rule(relay, { then: { group: 'Support' } });
    const batch = await relay.post('/api/batches', {
      approvals: [{ action: 'a', summary: 's', details: {} }],
    });
    expect(batch.body.approvals[0].group).toBe('Support');
    const shop = await connect(relay, 'generic');
    const { body } = await shop.post({ action: 'b', summary: 's', details: {} });
    expect(await read(relay, body.approvalId)).toMatchObject({ action: 'b', group: 'Support' });
  });

  test('goes to the member who has the fewest open, then to who has waited longest', async () => {
    const relay = await startRelay();
    const people = ['ana', 'bo', 'cy'].map((name) => `${name}@example.com`);
    for (const email of people) await relay.person('reviewer', email);
    await relay.post('/api/groups', { name: 'Support', members: people });
    await rule(relay, { then: { group: 'Support', leastLoaded: true } });
    const next = async () => {
      await relay.clock.advance(1_000);
      const id = await relay.request();
      return { id, to: (await read(relay, id)).assignees as string[] };
    };
    const given = [await next(), await next(), await next()];
    expect(given.map(({ to }) => to[0]).sort()).toEqual(people);
    await relay.post(`/api/approvals/${given[2]!.id}/decision`, { verdict: 'approve' });
    expect((await next()).to).toEqual(given[2]!.to);
    // All have one: the first of them has waited longest.
    expect((await next()).to).toEqual(given[0]!.to);
    // Asked at the same moment, two do not both go to the same person.
    const together = await Promise.all([relay.request(), relay.request()]);
    const assigned = await Promise.all(together.map(async (id) => (await read(relay, id)).assignees[0]));
    expect(new Set(assigned)).toEqual(new Set([given[1]!.to[0], given[2]!.to[0]]));
  });

  describe('that goes to who has the fewest open', () => {
    const HOUR = 3_600_000;
    const weekdays = (from: string, to: string) => [1, 2, 3, 4, 5].map((day) => ({ day, from, to }));

    /** Ana has nothing open, Bo has one, Cy has two; all three are Support. It is Monday, 09:00 in UTC. */
    async function support() {
      const relay = await startRelay();
      const [ana, bo, cy] = ['ana@example.com', 'bo@example.com', 'cy@example.com'] as const;
      for (const email of [ana, bo, cy]) await relay.person('reviewer', email);
      await relay.post('/api/groups', { name: 'Support', members: [ana, bo, cy] });
      for (const to of [bo, cy, cy])
        await relay.post(`/api/approvals/${await relay.request({ group: 'Support' })}/assign`, { to: [to] });
      await rule(relay, { then: { group: 'Support', leastLoaded: true } });
      const change = async (email: string, fields: object) => {
        const { items } = (await relay.get('/api/people')).body as { items: Array<{ id: string; email: string }> };
        const { id } = items.find((each) => each.email === email)!;
        const changed = await relay.call('PATCH', `/api/people/${id}`, fields);
        expect([changed.status, changed.body]).toEqual([200, expect.anything()]);
      };
      const next = async (fields = {}) => (await read(relay, await relay.request(fields))).assignees as string[];
      return { relay, change, next, ana, bo, cy };
    }
    const awayFor = (delegate: string | null) => ({
      away: { from: '2026-03-02T08:00:00Z', until: '2026-03-03T08:00:00Z', delegate },
    });

    test('passes over who is away, until they are back', async () => {
      const { relay, change, next, ana, bo } = await support();
      await change(ana, awayFor(null));
      expect(await next()).toEqual([bo]);
      await relay.clock.advance(23 * HOUR);
      expect(await next()).toEqual([ana]);
    });

    test('takes who stands in for them, unless that one is away or shut out too', async () => {
      const { relay, change, next, ana, bo, cy } = await support();
      const dee = 'dee@example.com';
      await relay.person('reviewer', dee);
      await change(ana, awayFor(dee));
      expect(await next()).toEqual([dee]);
      await change(dee, awayFor(null));
      expect(await next()).toEqual([bo]);
      await change(dee, { away: null, disabled: true });
      await change(bo, awayFor(null));
      expect(await next()).toEqual([cy]);
    });

    test('passes over who is outside their working hours, as long as somebody else is at work', async () => {
      const { relay, change, next, ana, bo, cy } = await support();
      await relay.post('/api/groups', {
        name: 'Manila',
        members: [ana],
        timeZone: 'Asia/Manila',
        workingHours: weekdays('09:00', '16:00'),
      });
      await relay.post('/api/groups', {
        name: 'Lisbon',
        members: [bo, cy],
        timeZone: 'Europe/Lisbon',
        workingHours: weekdays('09:00', '18:00'),
      });
      // 17:00 in Manila, 09:00 in Lisbon.
      expect(await next()).toEqual([bo]);
      await change(bo, awayFor(null));
      expect(await next()).toEqual([cy]);
      // 09:00 in Manila, 01:00 in Lisbon.
      await relay.clock.advance(16 * HOUR);
      expect(await next({ expiresInMinutes: 10_000 })).toEqual([ana]);
      // Saturday: nobody is at work, and somebody will be.
      await relay.clock.advance(4 * 24 * HOUR);
      expect(await next()).toEqual([bo]);
    });

    test('gives an approval that waits too long to nobody who is away, off, or has asked for it', async () => {
      const { relay, change, bo, cy } = await support();
      await relay.post('/api/groups', {
        name: 'Manila',
        members: [cy],
        timeZone: 'Asia/Manila',
        workingHours: weekdays('09:00', '16:00'),
      });
      await rule(relay, { name: 'Two people', then: { separateDuty: true } });
      await change(bo, awayFor(null));
      const id = await relay.request({ requestedBy: 'Ana@example.com' });
      expect((await read(relay, id)).assignees).toEqual([cy]);
      // At half of the target Cy gives it up, and there is nobody else.
      await relay.clock.advance(HOUR);
      expect((await read(relay, id)).assignees).toEqual([cy]);
      await change(bo, { away: null });
      const later = await relay.request({ requestedBy: 'Ana@example.com' });
      expect((await read(relay, later)).assignees).toEqual([bo]);
    });
  });
});

describe('trying a rule before it is saved', () => {
  test('shows what it would match and do, and what a rule above decides instead', async () => {
    const relay = await startRelay();
    await rule(relay, { name: 'First', when: refunds, then: { group: 'Support' } });
    await relay.request({ summary: 'Large' });
    await relay.clock.advance(1_000);
    await relay.request({ summary: 'Small', details: { amount: '20.00', currency: 'EUR' } });
    await relay.clock.advance(1_000);
    await relay.request({ summary: 'Other', action: 'delete', details: { amount: '900', currency: 'EUR' } });
    const before = await relay.get('/api/rules');
    const tried = await relay.post('/api/rules/try', {
      rule: { name: 'Large', when: over100, then: { group: 'Finance', priority: 'urgent' } },
    });
    expect(tried.body).toMatchObject({
      looked: 3,
      matched: 2,
      examples: [
        { approval: { summary: 'Other' }, does: ['group', 'priority'], overruled: [] },
        { approval: { summary: 'Large' }, does: ['priority'], overruled: [{ effect: 'group', by: 'First' }] },
      ],
    });
    expect((await relay.get('/api/rules')).body).toEqual(before.body);
  });
});

describe('a policy', () => {
  const settle = { verdict: 'approve', note: 'Small enough' };
  const small = { match: 'all', conditions: [{ what: 'details.amount', is: 'lte', value: '50 EUR' }] };
  const policy = { name: 'Small refunds', when: small, settle };
  const smallRefund = { details: { amount: '20.00', currency: 'EUR' } };
  async function switchedOn(relay: TestRelay, fields: object = policy) {
    const made = await rule(relay, fields);
    await relay.post('/api/rules/replay', { id: made.id });
    const on = await relay.call('PUT', `/api/rules/${made.id}`, { ...fields, enabled: true });
    expect(on.body.enabled).toBe(true);
    return made.id as string;
  }

  test('is made switched off, and switched on only after a replay of it as it stands', async () => {
    const relay = await startRelay();
    expect((await relay.post('/api/rules', { ...policy, enabled: true })).body.code).toBe('not_replayed');
    const made = await rule(relay, policy);
    expect(made).toMatchObject({ enabled: false, replayed: null });
    const put = (fields: object) => relay.call('PUT', `/api/rules/${made.id}`, { ...policy, ...fields });
    expect((await put({ enabled: true })).status).toBe(409);
    // A replay of a draft counts for nothing: another rule may be saved.
    await relay.post('/api/rules/replay', { rule: policy });
    expect((await put({ enabled: true })).status).toBe(409);

    await relay.post('/api/rules/replay', { id: made.id });
    const wider = { match: 'all', conditions: [{ what: 'details.amount', is: 'lte', value: '5000 EUR' }] };
    expect((await put({ when: wider, enabled: true })).status).toBe(409);
    expect((await put({ name: 'Renamed', enabled: true })).body).toMatchObject({
      enabled: true,
      replayed: { matched: 0 },
    });
    // Changed while it is on, it goes off.
    expect((await put({ when: wider })).body).toMatchObject({ enabled: false, replayed: null });
    expect((await put({ settle: { verdict: 'reject' }, enabled: true })).status).toBe(409);
  });

  test('settles what it matches at once, and says which rule it was', async () => {
    const relay = await startRelay();
    await switchedOn(relay);
    const answer = await relay.post('/api/webhooks/inbound', {
      action: 'process_refund',
      summary: 'Small',
      ...smallRefund,
      callbackUrl: 'https://flows.example.com/decision',
    });
    expect(answer.body.status).toBe('approved');
    expect(await read(relay, answer.body.id)).toMatchObject({
      status: 'APPROVED',
      autoDecided: true,
      decidedBy: 'rule: Small refunds',
      decisionReasonCode: 'policy',
      decisionNote: 'Small enough',
      modifiedDetails: null,
    });
    await relay.dispatcher.dispatchDue();
    const sent = relay.sentTo('https://flows.example.com/decision');
    expect(sent.map(({ body }) => JSON.parse(body ?? ''))).toMatchObject([
      { status: 'APPROVED', autoDecided: true, decidedBy: 'rule: Small refunds' },
    ]);
    const large = await relay.request();
    expect((await read(relay, large)).status).toBe('PENDING');
  });

  test('is heard by whoever starts to wait afterwards: a callback and a batch', async () => {
    const relay = await startRelay();
    await switchedOn(relay, { ...policy, settle: { verdict: 'reject', note: 'No' } });
    const id = await relay.request(smallRefund);
    await relay.post(`/api/approvals/${id}/callbacks`, { url: 'https://flows.example.com/late' });
    const one = { action: 'process_refund', summary: 'Small', ...smallRefund };
    const batch = await relay.post('/api/batches', {
      approvals: [one, one],
      callback: { url: 'https://flows.example.com/batch' },
    });
    expect(batch.body).toMatchObject({ status: 'SETTLED', approvals: [{ autoDecided: true }, { status: 'REJECTED' }] });
    await relay.dispatcher.dispatchDue();
    expect(relay.sentTo('https://flows.example.com/late')).toHaveLength(1);
    expect(relay.sentTo('https://flows.example.com/batch')).toHaveLength(1);
  });

  test('gives a batch that people are asked about too its answer when they have decided', async () => {
    const relay = await startRelay();
    await switchedOn(relay);
    const one = { action: 'process_refund', summary: 'Small', ...smallRefund };
    const batch = await relay.post('/api/batches', {
      approvals: [one, { ...one, details: { amount: '90', currency: 'EUR' } }],
      callback: { url: 'https://flows.example.com/batch' },
    });
    await relay.dispatcher.dispatchDue();
    expect(relay.sentTo('https://flows.example.com/batch')).toHaveLength(0);
    await relay.post(`/api/approvals/${batch.body.approvals[1].id}/decision`, { verdict: 'reject' });
    await relay.dispatcher.dispatchDue();
    expect(relay.sentTo('https://flows.example.com/batch')).toHaveLength(1);
  });

  test('never sees what a rule above it stops at', async () => {
    const relay = await startRelay();
    const policyId = await switchedOn(relay);
    const guard = await rule(relay, { name: 'Ask about urgent ones', when: always, stop: true });
    await relay.post('/api/rules/order', { ids: [guard.id, policyId] });
    expect((await read(relay, await relay.request(smallRefund))).status).toBe('PENDING');
  });

  test('is replayed over the decisions: how many, how much exactly, and where people thought otherwise', async () => {
    const relay = await startRelay();
    const decide = async (amount: string, verdict: object, currency = 'EUR') => {
      const id = await relay.request({ summary: `Refund ${amount}`, details: { amount, currency } });
      if (verdict) await relay.post(`/api/approvals/${id}/decision`, verdict);
      await relay.clock.advance(1_000);
      return id;
    };
    await decide('0.10', { verdict: 'approve' });
    await decide('0.20', { verdict: 'approve' });
    const rejected = await decide('49.99', { verdict: 'reject' });
    const changed = await decide('30', { verdict: 'approve', modifiedDetails: { amount: '3', currency: 'EUR' } });
    await decide('60', { verdict: 'reject' });
    await decide('10', { verdict: 'approve' }, 'USD');
    const unanswered = await relay.request({ details: { amount: '5', currency: 'EUR' }, expiresInMinutes: 1 });
    await relay.clock.advance(61_000);
    expect((await read(relay, unanswered)).status).toBe('REJECTED');
    await relay.request(smallRefund);

    const { body } = await relay.post('/api/rules/replay', { rule: policy });
    expect(body).toMatchObject({
      looked: 7,
      matched: 5,
      verdict: 'approve',
      sums: [{ currency: 'EUR', amount: '85.29', count: 5 }],
      agreed: 2,
      disagreed: 2,
      unanswered: 1,
      automatic: 0,
      withoutAmount: 0,
    });
    expect(body.disagreements.map(({ id }: { id: string }) => id)).toEqual([changed, rejected]);
  });

  test('lets no key without the scope manage near it', async () => {
    const relay = await startRelay();
    const key = await relay.post('/api/keys', { name: 'bot', scopes: ['request', 'read', 'decide'] });
    const bot = { 'x-api-key': key.body.key as string };
    expect((await relay.post('/api/rules', policy, bot)).status).toBe(403);
    expect((await relay.post('/api/rules/replay', { rule: policy }, bot)).status).toBe(403);
    expect((await relay.get('/api/rules', { 'x-api-key': KEY })).status).toBe(200);
  });
});
