/** Approvals that need several people, and people who may not decide. */
import { startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);

type Headers = Record<string, string>;
const always = { match: 'all', conditions: [] };
async function rule(relay: TestRelay, then: object): Promise<void> {
  expect((await relay.post('/api/rules', { name: 'Several', when: always, then })).status).toBe(200);
}
const person = (relay: TestRelay, name: string) => relay.person('reviewer', `${name}@example.com`);
const group = (relay: TestRelay, name: string, ...members: string[]) =>
  relay.post('/api/groups', { name, members: members.map((each) => `${each}@example.com`) });
const approve = (relay: TestRelay, id: string, by: Headers, more: object = {}) =>
  relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve', ...more }, by);
const reject = (relay: TestRelay, id: string, by: Headers) =>
  relay.post(`/api/approvals/${id}/decision`, { verdict: 'reject', note: 'No' }, by);
const standing = async (relay: TestRelay, id: string, by: Headers) =>
  (await relay.get(`/api/approvals/${id}/standing`, by)).body;
const changed = { amount: '40.00', currency: 'EUR' };

describe('two of many', () => {
  test('approve when the second person has, who hears of the first', async () => {
    const relay = await startRelay();
    const [ana, bo] = [await person(relay, 'ana'), await person(relay, 'bo')];
    await rule(relay, { quorum: { kind: 'count', count: 2 } });
    const id = await relay.request({ callbackUrl: 'https://flows.example.com/decision' });
    const first = await approve(relay, id, ana, { note: 'Fine' });
    expect(first.body).toMatchObject({ status: 'PENDING', votes: [{ by: 'ana@example.com', note: 'Fine' }] });
    expect(await standing(relay, id, bo)).toMatchObject({ mayDecide: true, have: 1, need: 2, hasVoted: false });
    // A double click is no second person.
    expect((await approve(relay, id, ana)).body).toMatchObject({ status: 'PENDING', votes: [{}] });
    expect(await standing(relay, id, ana)).toMatchObject({ hasVoted: true, have: 1 });
    await relay.dispatcher.dispatchDue();
    expect(relay.sentTo('https://flows.example.com/decision')).toHaveLength(0);

    expect((await approve(relay, id, bo)).body).toMatchObject({
      status: 'APPROVED',
      decidedBy: 'ana@example.com, bo@example.com',
      decisionNote: 'ana@example.com: Fine',
      autoDecided: false,
    });
    await relay.dispatcher.dispatchDue();
    expect(relay.sentTo('https://flows.example.com/decision')).toHaveLength(1);
    const { items } = (await relay.get(`/api/approvals/${id}/timeline`)).body;
    expect(items.map(({ event }: { event: string }) => event)).toEqual(
      expect.arrayContaining(['approval.routed', 'approval.voted', 'approval.decided']),
    );
  });

  test('are outdone by one who rejects, even one who had approved', async () => {
    const relay = await startRelay();
    const [ana, bo] = [await person(relay, 'ana'), await person(relay, 'bo')];
    await rule(relay, { quorum: { kind: 'count', count: 2 } });
    for (const who of [ana, bo]) {
      const id = await relay.request();
      await approve(relay, id, ana);
      expect((await reject(relay, id, who)).body).toMatchObject({ status: 'REJECTED', decisionNote: 'No' });
      expect((await approve(relay, id, bo)).status).toBe(409);
    }
  });

  test('must approve the same details: a change starts the votes again', async () => {
    const relay = await startRelay();
    const [ana, bo, cy] = [await person(relay, 'ana'), await person(relay, 'bo'), await person(relay, 'cy')];
    await rule(relay, { quorum: { kind: 'count', count: 2 } });
    const id = await relay.request();
    await approve(relay, id, ana);
    expect((await approve(relay, id, bo, { modifiedDetails: changed })).body).toMatchObject({
      status: 'PENDING',
      votes: [{ by: 'bo@example.com' }],
      proposedDetails: changed,
      effectiveDetails: { amount: '400.00' },
    });
    // Who has not seen the change approves what was asked, never what somebody else has made of it.
    expect((await approve(relay, id, cy)).body).toMatchObject({
      status: 'PENDING',
      votes: [{ by: 'cy@example.com' }],
      proposedDetails: null,
    });
    await approve(relay, id, bo, { modifiedDetails: changed });
    expect((await approve(relay, id, ana, { modifiedDetails: changed })).body).toMatchObject({
      status: 'APPROVED',
      modifiedDetails: changed,
      decidedBy: 'bo@example.com, ana@example.com',
    });
  });

  test('are people: a connection key cannot be one of them', async () => {
    const relay = await startRelay();
    await rule(relay, { quorum: { kind: 'count', count: 2 } });
    const answer = await relay.post(`/api/approvals/${await relay.request()}/decision`, { verdict: 'approve' });
    expect([answer.status, answer.body.code]).toEqual([403, 'may_not_decide']);
  });

  test('settle it once when both last votes come at the same moment', async () => {
    const relay = await startRelay();
    const people = await Promise.all(['ana', 'bo', 'cy', 'di'].map((name) => person(relay, name)));
    await rule(relay, { quorum: { kind: 'count', count: 3 } });
    const ids = await Promise.all(
      Array.from({ length: 8 }, () => relay.request({ callbackUrl: 'https://flows.example.com/decision' })),
    );
    for (const id of ids) {
      const answers = await Promise.all(people.map((by) => approve(relay, id, by)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409]);
      const { body } = await relay.get(`/api/approvals/${id}`);
      expect([body.status, body.votes.length]).toEqual(['APPROVED', 3]);
    }
    await relay.dispatcher.dispatchDue();
    expect(relay.sent.filter(({ url }) => url.endsWith('/decision'))).toHaveLength(ids.length);
  });

  test('are not replaced by a deadline that approves', async () => {
    const relay = await startRelay();
    await rule(relay, { quorum: { kind: 'count', count: 2 } });
    const id = await relay.request({ onExpiry: 'approve', expiresInMinutes: 1 });
    await relay.clock.advance(61_000);
    expect((await relay.get(`/api/approvals/${id}`)).body.status).toBe('REJECTED');
  });

  test('are still counted after a restart', async () => {
    const relay = await startRelay();
    const ana = await person(relay, 'ana');
    await person(relay, 'bo');
    await rule(relay, { quorum: { kind: 'count', count: 2 } });
    const id = await relay.request();
    await approve(relay, id, ana);
    const again = await startRelay({ folder: await relay.copyFolder() });
    const bo = await again.signIn('bo@example.com', 'their own long password');
    expect((await approve(again, id, bo)).body.status).toBe('APPROVED');
  });
});

describe('everyone in a group', () => {
  test('approves when the last of them has, or who stands in for them', async () => {
    const relay = await startRelay();
    const [ana, bo, cy] = [await person(relay, 'ana'), await person(relay, 'bo'), await person(relay, 'cy')];
    await group(relay, 'Board', 'ana', 'bo');
    await rule(relay, { group: 'Board', quorum: { kind: 'everyone' } });
    const id = await relay.request();
    expect((await approve(relay, id, cy)).body.code).toBe('may_not_decide');
    await approve(relay, id, ana);
    expect(await standing(relay, id, bo)).toMatchObject({
      have: 1,
      need: 2,
      steps: [
        { name: 'ana@example.com', by: 'ana@example.com' },
        { name: 'bo@example.com', by: null },
      ],
    });
    await relay.store.transaction(async (tx) => {
      const user = await tx.findUserByEmail('bo@example.com');
      const away = { from: '2026-03-01T00:00:00.000Z', until: '2026-03-09T00:00:00.000Z', delegate: 'cy@example.com' };
      if (user) tx.put('users', { ...user, away });
    });
    expect((await approve(relay, id, cy)).body).toMatchObject({ status: 'APPROVED' });
  });
});

describe('one group after the other', () => {
  test('approve in that order, each by a person of its own', async () => {
    const relay = await startRelay();
    const [ana, bo] = [await person(relay, 'ana'), await person(relay, 'bo')];
    const lead = await relay.person('lead');
    await group(relay, 'Support', 'ana');
    await group(relay, 'Finance', 'bo', 'ana');
    await rule(relay, { quorum: { kind: 'sequence', groups: ['Support', 'Finance'] } });
    const id = await relay.request({ group: 'Sales' });
    expect((await relay.get(`/api/approvals/${id}`)).body.group).toBe('Support');
    expect((await approve(relay, id, bo)).body.detail).toBe(
      'It is the turn of the group Support, and you are not in it.',
    );
    expect((await approve(relay, id, ana)).body).toMatchObject({ status: 'PENDING', group: 'Finance' });
    // In both groups, but one person.
    expect((await approve(relay, id, ana)).body.status).toBe('PENDING');
    expect(await standing(relay, id, bo)).toMatchObject({
      mayDecide: true,
      steps: [
        { name: 'Support', by: 'ana@example.com' },
        { name: 'Finance', by: null },
      ],
    });
    expect((await approve(relay, id, bo, { modifiedDetails: changed })).body).toMatchObject({
      status: 'PENDING',
      group: 'Support',
      votes: [],
      proposedDetails: changed,
    });
    await approve(relay, id, ana, { modifiedDetails: changed });
    expect((await approve(relay, id, lead, { modifiedDetails: changed })).body).toMatchObject({
      status: 'APPROVED',
      modifiedDetails: changed,
    });
  });
});

describe('who may decide', () => {
  test('is not who asked, where duties are separate, however they ask', async () => {
    const relay = await startRelay();
    const [ana, bo] = [await person(relay, 'ana'), await person(relay, 'bo')];
    await rule(relay, { separateDuty: true });
    const named = await relay.request({ requestedBy: 'Ana@Example.com' });
    expect((await approve(relay, named, ana)).body.detail).toBe('You asked for this, so somebody else must decide it.');
    const admin = await relay.signIn();
    const own = await relay.request({ requestedBy: 'bo@example.com' }, admin);
    expect((await approve(relay, own, admin)).status).toBe(403);
    expect((await approve(relay, own, bo)).body.status).toBe('APPROVED');
    // The key that asked is kept from it too.
    expect((await relay.post(`/api/approvals/${named}/decision`, { verdict: 'approve' })).status).toBe(403);
    expect((await approve(relay, named, bo)).body.status).toBe('APPROVED');
  });

  test('is in the group, named, a lead, or standing in for one of these; a group that nobody has set up is everybody’s', async () => {
    const relay = await startRelay();
    const [ana, bo, viewer] = [await person(relay, 'ana'), await person(relay, 'bo'), await relay.person('viewer')];
    const lead = await relay.person('lead');
    await group(relay, 'Finance', 'ana');
    const mayDecide = async (fields: Record<string, unknown>) => {
      const id = await relay.request(fields);
      const all = await Promise.all([ana, bo, lead].map((by) => standing(relay, id, by)));
      return all.map((each) => each.mayDecide);
    };
    expect(await mayDecide({ group: 'finance' })).toEqual([true, false, true]);
    expect(await mayDecide({ group: 'Unknown' })).toEqual([true, true, true]);
    expect(await mayDecide({})).toEqual([true, true, true]);
    expect(await mayDecide({ reviewers: ['bo@example.com'] })).toEqual([false, true, true]);
    expect(await mayDecide({ reviewers: ['bo@example.com'], group: 'Finance' })).toEqual([true, true, true]);
    const id = await relay.request();
    expect((await approve(relay, id, viewer)).status).toBe(403);
    expect((await standing(relay, id, viewer)).reason).toMatch(/role of a reviewer/);
  });
});
