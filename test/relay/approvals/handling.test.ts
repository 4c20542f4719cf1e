/** Working through many approvals: claiming, assigning, handing on, deciding many at once, saved views, and what was seen lately. */
import { traits } from '../../../relay/approvals/related.js';
import { ADMIN, refund, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';
import { PASSWORD, team } from '../../support/team.js';

afterEach(stopRelays);
const BOB = 'bob@example.com';
const CLEO = 'cleo@example.com';

async function office() {
  const relay = await startRelay();
  await team(relay);
  const bob = await relay.signIn(BOB, PASSWORD);
  const cleo = await relay.signIn(CLEO, PASSWORD);
  const alice = await relay.signIn();
  return { relay, alice, bob, cleo };
}
const ids = async (relay: TestRelay, query: string, headers?: Record<string, string>) =>
  ((await relay.get(`/api/approvals?status=PENDING${query}`, headers)).body.items as Array<{ id: string }>).map(
    ({ id }) => id,
  );

describe('claiming', () => {
  test('shows the others who works on it, and is given back', async () => {
    const { relay, bob, cleo } = await office();
    const id = await relay.request();
    const claimed = await relay.post(`/api/approvals/${id}/claim`, {}, bob);
    expect(claimed.body.claimedBy).toBe(BOB);
    expect((await relay.post(`/api/approvals/${id}/claim`, {}, bob)).status).toBe(200);
    const late = await relay.post(`/api/approvals/${id}/claim`, {}, cleo);
    expect(late).toMatchObject({ status: 409, body: { code: 'claimed' } });
    expect(late.body.detail).toContain(BOB);
    expect((await relay.post(`/api/approvals/${id}/release`, {}, cleo)).status).toBe(403);
    expect((await relay.post(`/api/approvals/${id}/claim`, { takeOver: true }, cleo)).body.claimedBy).toBe(CLEO);
    expect((await relay.post(`/api/approvals/${id}/release`, {}, cleo)).body.claimedBy).toBeNull();
    const events = (await relay.get(`/api/approvals/${id}/timeline`)).body.items.map(
      ({ event, by, text }: Record<string, string>) => [event, by, text],
    );
    expect(events.slice(1)).toEqual([
      ['approval.claimed', BOB, null],
      ['approval.claimed', CLEO, `taken over from ${BOB}`],
      ['approval.released', CLEO, null],
    ]);
  });

  test('is for those who may decide it, while it waits, and for people only', async () => {
    const { relay, bob } = await office();
    await relay.post('/api/groups', { name: 'Finance', members: [ADMIN.email] });
    const other = await relay.request({ group: 'Finance' });
    expect((await relay.post(`/api/approvals/${other}/claim`, {}, bob)).status).toBe(403);
    expect((await relay.post(`/api/approvals/${other}/claim`)).status).toBe(403);
    const done = await relay.request();
    await relay.post(`/api/approvals/${done}/decision`, { verdict: 'reject' });
    expect((await relay.post(`/api/approvals/${done}/claim`, {}, bob)).body.code).toBe('already_decided');
  });
});

describe('assigning', () => {
  test('is done by a lead, tells subscribers, and is handed on by who has it', async () => {
    const { relay, bob, cleo } = await office();
    const hook = 'https://flows.example.com/hook';
    await relay.post('/api/subscriptions', { url: hook, events: ['approval.assigned'] });
    const id = await relay.request({ group: 'Support' });
    expect((await relay.post(`/api/approvals/${id}/assign`, { to: [CLEO] }, bob)).status).toBe(403);
    expect((await relay.post(`/api/approvals/${id}/assign`, { to: ['mallory@example.com'] })).status).toBe(400);
    expect((await relay.post(`/api/approvals/${id}/assign`, { to: [BOB] })).body.assignees).toEqual([BOB]);
    await relay.post(`/api/approvals/${id}/claim`, {}, bob);
    const handedOn = await relay.post(`/api/approvals/${id}/delegate`, { to: CLEO, note: 'You know them' }, bob);
    expect(handedOn.body).toMatchObject({ assignees: [CLEO], claimedBy: null });
    await relay.dispatcher.dispatchDue?.();
    await relay.clock.advance(1000);
    expect(relay.sentTo(hook)).toHaveLength(2);
    expect((await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' }, cleo)).status).toBe(200);
    const audit = (await relay.get(`/api/audit?subject=${id}&event=approval.delegated`)).body.items;
    expect(audit).toMatchObject([{ by: BOB, text: `${CLEO}: You know them` }]);
  });
});

describe('the list', () => {
  test('of one’s own has what is claimed, assigned, or meant for one and one’s groups', async () => {
    const { relay, bob, cleo } = await office();
    await relay.post('/api/groups', { name: 'Finance', members: [CLEO] });
    const everybodys = await relay.request();
    const groups = await relay.request({ group: 'support' });
    const finance = await relay.request({ group: 'Finance' });
    const named = await relay.request({ group: 'Finance', reviewers: ['Bob@example.com'] });
    const claimed = await relay.request({ group: 'Support' });
    await relay.post(`/api/approvals/${claimed}/claim`, {}, cleo);
    const assigned = await relay.request({ group: 'Finance' });
    await relay.post(`/api/approvals/${assigned}/assign`, { to: [BOB] });
    expect((await ids(relay, '&queue=mine', bob)).sort()).toEqual([everybodys, groups, named, assigned].sort());
    expect((await ids(relay, '&queue=mine', cleo)).sort()).toEqual(
      [everybodys, groups, finance, named, claimed].sort(),
    );
    expect(await ids(relay, `&assignee=${CLEO}`)).toEqual([claimed]);
    expect((await ids(relay, '&assignee=nobody')).sort()).toEqual([everybodys, groups, finance, named].sort());
  });

  test('is in the order of priority and then of targets, also when that changes', async () => {
    const { relay, bob } = await office();
    const low = await relay.request({ priority: 'low' });
    const later = await relay.request();
    const urgent = await relay.request({ priority: 'urgent' });
    const sooner = await relay.request({ expiresInMinutes: 30 });
    expect(await ids(relay, '&sort=priority')).toEqual([urgent, sooner, later, low]);
    await relay.post(`/api/approvals/${low}/priority`, { priority: 'urgent' }, bob);
    await relay.post(`/api/approvals/${sooner}/decision`, { verdict: 'reject' });
    const all = await ids(relay, '&sort=priority');
    expect(all.slice(0, 2).sort()).toEqual([low, urgent].sort());
    expect(all.slice(2)).toEqual([later]);
    const first = await relay.get('/api/approvals?status=PENDING&sort=priority&limit=2');
    const second = await relay.get(`/api/approvals?status=PENDING&sort=priority&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id)).toEqual(all);
    expect(first.body.total).toBe(3);
  });
});

describe('one verdict on many', () => {
  test('decides each with the same note, and says of each that failed why', async () => {
    const { relay, bob } = await office();
    const hook = 'https://flows.example.com/decision';
    await relay.post('/api/groups', { name: 'Finance', members: [CLEO] });
    const good = await Promise.all([1, 2, 3].map(() => relay.request({ callbackUrl: hook })));
    const done = await relay.request();
    await relay.post(`/api/approvals/${done}/decision`, { verdict: 'approve' });
    const foreign = await relay.request({ group: 'Finance' });
    const answer = await relay.post(
      '/api/approvals/decisions',
      {
        ids: [...good, done, foreign, 'req_unknown'],
        verdict: 'reject',
        note: 'Out of policy',
        reasonCode: 'policy_x',
      },
      bob,
    );
    expect(answer.status).toBe(200);
    expect(answer.body.done).toBe(3);
    expect(answer.body.results.slice(3).map(({ ok, code }: { ok: boolean; code: string }) => [ok, code])).toEqual([
      [false, 'already_decided'],
      [false, expect.any(String)],
      [false, 'not_found'],
    ]);
    for (const id of good)
      expect((await relay.get(`/api/approvals/${id}`)).body).toMatchObject({
        status: 'REJECTED',
        decisionNote: 'Out of policy',
        decidedBy: BOB,
      });
    await relay.clock.advance(1000);
    expect(relay.sentTo(hook)).toHaveLength(3);
    expect((await relay.post('/api/approvals/decisions', { ids: [good[0], good[0]], verdict: 'reject' })).status).toBe(
      400,
    );
  });
});

describe('seen elsewhere lately', () => {
  test.each([
    [
      { requester: 'Ana@Example.com', amount: '400.00', currency: 'eur' },
      ['customer ana@example.com', 'amount 400.00 EUR'],
    ],
    [{ order: { id: '84120' }, orderId: 84121, ticket_id: 'T-9' }, ['order 84121', 'order T-9']],
    [{ customer: { email: 'ana@example.com' }, note: 'write to ana', total: 'a lot' }, ['customer ana@example.com']],
  ])('knows of %j what it is about', (details, expected) => {
    expect(traits({ details }).map(({ what, value }) => `${what} ${value}`)).toEqual(expected);
  });

  test('finds the same customer, order or amount of thirty days, and never another workspace’s', async () => {
    const relay = await startRelay();
    const north = await relay.otherWorkspace();
    const { details } = refund();
    const old = await relay.request({ summary: 'Old', expiresInMinutes: 5 });
    await relay.clock.advance(31 * 86_400_000);
    const customer = await relay.request({ details: { ...details, ticketId: '1', amount: '10.00' } });
    const amount = await relay.request({ details: { ...details, ticketId: '2', requester: 'bo@example.com' } });
    await relay.request({ details: { amount: '1.00', currency: 'EUR' } });
    const foreign = await relay.request({}, north);
    const id = await relay.request();
    const found = async () =>
      (await relay.get(`/api/approvals/${id}/related`)).body.items.map(
        ({ approval, same }: { approval: { id: string }; same: Array<{ what: string }> }) => [
          approval.id,
          same.map(({ what }) => what).join(),
        ],
      );
    expect(await found()).toEqual([
      [customer, 'customer'],
      [amount, 'amount'],
    ]);
    const again = await relay.request();
    await relay.clock.idle();
    expect((await found())[0]).toEqual([again, 'order,customer,amount']);
    expect(JSON.stringify(await found())).not.toContain(old);
    expect((await relay.get(`/api/approvals/${id}/related`, north)).status).toBe(404);
    expect((await relay.get(`/api/approvals/${foreign}/related`, north)).body.items).toEqual([]);
  });
});

describe('saved views', () => {
  test('are one’s own until they are shared', async () => {
    const { relay, alice, bob, cleo } = await office();
    const own = await relay.post('/api/views', { name: 'High risk', query: 'tab=mine&risk=high' }, bob);
    const shared = await relay.post('/api/views', { name: 'Zendesk', query: 'platform=zendesk', shared: true }, bob);
    const names = async (who: Record<string, string>) =>
      (await relay.get('/api/views', who)).body.items.map(({ name, mine }: { name: string; mine: boolean }) => [
        name,
        mine,
      ]);
    expect(await names(bob)).toEqual([
      ['High risk', true],
      ['Zendesk', true],
    ]);
    expect(await names(cleo)).toEqual([['Zendesk', false]]);
    expect((await relay.call('DELETE', `/api/views/${own.body.id}`, undefined, cleo)).status).toBe(403);
    expect((await relay.call('DELETE', `/api/views/${shared.body.id}`, undefined, cleo)).status).toBe(403);
    expect((await relay.call('DELETE', `/api/views/${shared.body.id}`, undefined, alice)).status).toBe(204);
    expect((await relay.call('DELETE', `/api/views/${own.body.id}`, undefined, bob)).status).toBe(204);
    expect(await names(bob)).toEqual([]);
  });
});
