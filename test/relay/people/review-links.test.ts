import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ADMIN, refund, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);

const HOUR_MS = 3_600_000;

async function withLink(relay: TestRelay, fields: Record<string, unknown> = {}, request: object = {}) {
  const id = await relay.request(fields);
  const made = await relay.post(`/api/approvals/${id}/review-links`, { email: 'Ana@Client.example', ...request });
  const token = (made.body.url as string).split('/review/')[1]!;
  const shown = (await relay.get(`/api/review/${token}`, {})).body;
  const answer = (verdict: object = { verdict: 'approve' }, formToken = shown.formToken, headers = {}) =>
    relay.post(`/api/review/${token}/decision`, { formToken, verdict }, headers);
  return { id, made: made.body, token, shown, answer };
}

describe('a review link', () => {
  test('shows one approval to whoever has it, and takes one answer, recorded by e-mail', async () => {
    const relay = await startRelay();
    const { id, made, token, shown, answer } = await withLink(relay, { metadata: { internal: 'secret' } });
    expect(made).toMatchObject({ email: 'ana@client.example', scope: 'decide', url: `${relay.url}/review/${token}` });
    expect(shown).toMatchObject({
      state: 'open',
      email: 'ana@client.example',
      approval: { id, details: refund().details, metadata: {} },
      outcome: null,
    });
    const given = await answer({ verdict: 'approve', note: 'Agreed', modifiedDetails: { amount: '40.00' } });
    expect(given.body).toMatchObject({
      state: 'used',
      approval: null,
      outcome: { status: 'APPROVED', by: 'ana@client.example', note: 'Agreed' },
    });
    expect((await relay.get(`/api/approvals/${id}`)).body).toMatchObject({
      decidedBy: 'ana@client.example',
      decidedVia: 'link',
      modifiedDetails: { amount: '40.00' },
    });
    const story = (await relay.get(`/api/approvals/${id}/timeline`)).body.items;
    expect(story).toContainEqual(
      expect.objectContaining({ event: 'approval.answered_by_link', by: 'ana@client.example' }),
    );
    const again = await answer({ verdict: 'reject' });
    expect(again.status).toBe(409);
    expect((await relay.get(`/api/approvals/${id}`)).body.status).toBe('APPROVED');
  });

  test('decides nothing by being followed, by whatever method and however often', async () => {
    const relay = await startRelay();
    const { id, token } = await withLink(relay);
    for (const to of [`/api/review/${token}`, `/review/${token}`, `/api/review/${token}/decision`])
      for (const method of ['GET', 'HEAD']) await relay.call(method, to, undefined, {});
    expect((await relay.get(`/api/approvals/${id}`)).body.status).toBe('PENDING');
  });

  test('is told to no other site and kept in no cache', async () => {
    const relay = await startRelay();
    const { token } = await withLink(relay);
    const { headers } = await relay.get(`/api/review/${token}`, {});
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
  });

  test('is refused without the token that its page gives, or from another site', async () => {
    const relay = await startRelay();
    const { id, shown, answer } = await withLink(relay);
    const other = await withLink(relay);
    const [until] = (shown.formToken as string).split('.');
    for (const wrong of ['', 'x', `${until}.${'A'.repeat(43)}`, `${Number(until) + 1}.x`, other.shown.formToken])
      expect((await answer({ verdict: 'approve' }, wrong)).status).toBe(403);
    const elsewhere = await answer({ verdict: 'approve' }, shown.formToken, { origin: 'https://evil.example' });
    expect(elsewhere.status).toBe(403);
    await relay.clock.advance(12 * HOUR_MS);
    expect((await answer()).status).toBe(403);
    expect((await relay.get(`/api/approvals/${id}`)).body.status).toBe('PENDING');
  });

  test('that was forged, altered or made for another approval does not work', async () => {
    const relay = await startRelay();
    const { token } = await withLink(relay);
    const other = await withLink(relay);
    const [id, signature] = token.split('.');
    const [otherId] = other.token.split('.');
    const forged = [id, `${id}.`, `${id}.${'A'.repeat(43)}`, `${otherId}.${signature}`, `${id}.${signature}x`, 'x'];
    for (const wrong of forged) {
      const answer = await relay.get(`/api/review/${wrong}`, {});
      expect([wrong, answer.status, answer.body.code]).toEqual([wrong, 404, 'review_link_invalid']);
    }
  });

  test('whose record was altered does not work either', async () => {
    const relay = await startRelay();
    const { token } = await withLink(relay);
    const link = await relay.store.get('reviewLinks', token.split('.')[0]!);
    for (const change of [{ email: 'eve@evil.example' }, { scope: 'read' as const }, { expiresAt: '2099-01-01' }]) {
      await relay.store.transaction(async (tx) => tx.put('reviewLinks', { ...link!, ...change }));
      expect((await relay.get(`/api/review/${token}`, {})).status).toBe(404);
    }
  });

  test('runs out', async () => {
    const relay = await startRelay();
    const { token, answer } = await withLink(relay, { expiresInMinutes: 10_000 }, { hours: 1 });
    await relay.clock.advance(HOUR_MS);
    const late = await answer();
    expect([late.status, late.body.code]).toEqual([410, 'review_link_expired']);
    expect((await relay.get(`/api/review/${token}`, {})).status).toBe(410);
  });

  test('shows who was first when somebody else has decided, and its own answer only when it was used', async () => {
    const relay = await startRelay();
    const { id, token, answer } = await withLink(relay);
    await relay.post(`/api/approvals/${id}/decision`, { verdict: 'reject', note: 'Fraud' }, await relay.signIn());
    const late = await answer();
    expect([late.status, late.body.code]).toEqual([409, 'already_decided']);
    expect((await relay.get(`/api/review/${token}`, {})).body).toMatchObject({
      state: 'decided',
      approval: null,
      outcome: { status: 'REJECTED', by: ADMIN.email },
    });
  });

  test('takes one of two answers that come at once', async () => {
    const relay = await startRelay();
    const { answer } = await withLink(relay);
    const answers = await Promise.all([answer(), answer({ verdict: 'reject' }), answer()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  test('that only shows takes no answer', async () => {
    const relay = await startRelay();
    const { shown, id, answer } = await withLink(relay, {}, { scope: 'read' });
    expect(shown.formToken).toBeNull();
    expect((await answer({ verdict: 'approve' }, 'x.y')).status).toBe(403);
    expect((await relay.get(`/api/approvals/${id}`)).body.status).toBe('PENDING');
  });

  test('is made by leads and admins of the workspace, for pending approvals', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    const make = (headers?: Record<string, string>, email = 'ana@client.example') =>
      relay.post(`/api/approvals/${id}/review-links`, { email }, headers);
    expect((await make(await relay.person('reviewer'))).status).toBe(403);
    expect((await make(await relay.otherWorkspace())).status).toBe(404);
    expect((await make(await relay.person('lead'))).status).toBe(200);
    await relay.person('viewer');
    expect((await make(undefined, 'viewer@example.com')).status).toBe(400);
    await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' });
    expect((await make()).status).toBe(409);
  });

  test('does not let who asked decide, nor choose who does', async () => {
    const relay = await startRelay();
    const lead = await relay.person('lead');
    const rule = { name: 'Two people', when: { match: 'all', conditions: [] }, then: { separateDuty: true } };
    const saved = await relay.post('/api/rules', rule);
    expect([saved.status, saved.body]).toEqual([200, expect.anything()]);
    const asked = await relay.post('/api/webhooks/inbound', { ...refund(), requestedBy: 'ana@client.example' });
    const link = await relay.post(
      `/api/approvals/${asked.body.id}/review-links`,
      { email: 'ana@client.example' },
      lead,
    );
    const token = (link.body.url as string).split('/review/')[1];
    const { formToken } = (await relay.get(`/api/review/${token}`, {})).body;
    const answer = await relay.post(
      `/api/review/${token}/decision`,
      { formToken, verdict: { verdict: 'approve' } },
      {},
    );
    expect([answer.status, answer.body.code]).toEqual([403, 'may_not_decide']);
    const own = await relay.post('/api/webhooks/inbound', { ...refund(), requestedBy: 'lead@example.com' });
    const made = await relay.post(`/api/approvals/${own.body.id}/review-links`, { email: 'my@alias.example' }, lead);
    expect(made.status).toBe(403);
  });

  test('ends with the account of the person that it was made out to', async () => {
    const relay = await startRelay();
    await relay.person('reviewer', 'rui@example.com');
    const { token } = await withLink(relay, {}, { email: 'rui@example.com' });
    const { items } = (await relay.get('/api/people')).body;
    const rui = items.find(({ email }: { email: string }) => email === 'rui@example.com');
    await relay.call('PATCH', `/api/people/${rui.id}`, { disabled: true });
    expect((await relay.get(`/api/review/${token}`, {})).status).toBe(404);
  });
});

describe('the review links of an approval', () => {
  const listed = async (relay: TestRelay, id: string, headers?: Record<string, string>) =>
    relay.get(`/api/approvals/${id}/review-links`, headers);
  const withdraw = (relay: TestRelay, id: string, link: string, headers?: Record<string, string>) =>
    relay.post(`/api/approvals/${id}/review-links/${link}/withdraw`, undefined, headers);

  test('are listed for leads and admins, without their addresses', async () => {
    const relay = await startRelay();
    const { id, made, answer } = await withLink(relay, { expiresInMinutes: 10_000 });
    await relay.clock.advance(1_000);
    await relay.post(`/api/approvals/${id}/review-links`, { email: 'bo@client.example', hours: 1, scope: 'read' });
    await withLink(relay);
    expect((await listed(relay, id, await relay.person('reviewer'))).status).toBe(403);
    expect((await listed(relay, id, await relay.otherWorkspace())).status).toBe(404);
    const lead = await relay.person('lead');
    const states = async () =>
      (await listed(relay, id, lead)).body.items.map((each: { email: string; state: string }) => [
        each.email,
        each.state,
      ]);
    expect(await states()).toEqual([
      ['bo@client.example', 'open'],
      ['ana@client.example', 'open'],
    ]);
    const { body } = await listed(relay, id, lead);
    expect(JSON.stringify(body)).not.toContain((made.url as string).split('.').at(-1));
    expect(body.items[1]).toMatchObject({ id: made.id, scope: 'decide', usedAt: null, withdrawnAt: null });
    await relay.clock.advance(HOUR_MS);
    await answer();
    expect(await states()).toEqual([
      ['bo@client.example', 'expired'],
      ['ana@client.example', 'used'],
    ]);
  });

  test('are taken back by a lead, at once, for good, and written down', async () => {
    const relay = await startRelay();
    const { id, made, token, answer } = await withLink(relay);
    const other = await withLink(relay);
    const lead = await relay.person('lead');
    expect((await withdraw(relay, id, made.id, await relay.person('reviewer'))).status).toBe(403);
    expect((await withdraw(relay, id, made.id, await relay.otherWorkspace())).status).toBe(404);
    expect((await withdraw(relay, other.id, made.id, lead)).status).toBe(404);
    for (const method of ['GET', 'HEAD'])
      await relay.call(method, `/api/approvals/${id}/review-links/${made.id}/withdraw`, undefined, lead);
    expect((await relay.get(`/api/review/${token}`, {})).status).toBe(200);

    const first = await withdraw(relay, id, made.id, lead);
    expect(first.body).toMatchObject({ state: 'withdrawn', withdrawnBy: 'lead@example.com' });
    expect((await withdraw(relay, id, made.id)).body).toEqual(first.body);
    for (const refused of [await relay.get(`/api/review/${token}`, {}), await answer()])
      expect([refused.status, refused.body.code]).toEqual([410, 'review_link_withdrawn']);
    expect((await relay.get(`/api/approvals/${id}`)).body.status).toBe('PENDING');
    expect((await relay.get(`/api/review/${other.token}`, {})).status).toBe(200);
    const written = (await relay.get(`/api/audit?event=review_link.withdrawn`)).body.items;
    expect(written).toEqual([
      expect.objectContaining({ by: 'lead@example.com', subject: id, text: 'for ana@client.example' }),
    ]);
  });

  test('cannot be taken back once they are used', async () => {
    const relay = await startRelay();
    const { id, made, answer } = await withLink(relay);
    await answer();
    const late = await withdraw(relay, id, made.id);
    expect([late.status, late.body.code]).toEqual([409, 'review_link_used']);
  });

  test('either count or are taken back, when both come at once', async () => {
    const relay = await startRelay();
    const { id, made, answer } = await withLink(relay);
    const [answered, withdrawn] = await Promise.all([answer(), withdraw(relay, id, made.id)]);
    expect([
      [200, 409],
      [410, 200],
    ]).toContainEqual([answered.status, withdrawn.status]);
  });

  test('are forgotten a week after they have run out, and who never answered is written down', async () => {
    const relay = await startRelay();
    const pending = { expiresInMinutes: 60 * 24 * 300 };
    const unused = await withLink(relay, pending, { hours: 1, email: 'unused@client.example' });
    const used = await withLink(relay, pending, { hours: 1, email: 'used@client.example' });
    const long = await withLink(relay, pending, { hours: 300, email: 'long@client.example' });
    await used.answer();
    await relay.clock.advance(7 * 24 * HOUR_MS);
    expect((await relay.get(`/api/review/${unused.token}`, {})).body.code).toBe('review_link_expired');
    await relay.clock.advance(3 * HOUR_MS);
    expect((await relay.get(`/api/review/${unused.token}`, {})).body.code).toBe('review_link_invalid');
    expect((await relay.store.list('reviewLinks')).map(({ email }) => email)).toEqual(['long@client.example']);
    expect((await relay.get(`/api/review/${long.token}`, {})).status).toBe(200);
    const written = (await relay.get(`/api/audit?event=review_link.expired`)).body.items;
    expect(written).toEqual([
      expect.objectContaining({ by: null, subject: unused.id, text: 'for unused@client.example, not used' }),
    ]);
  });
});

describe('a delegate', () => {
  test('decides what is for those who are away, and it is recorded for whom', async () => {
    const relay = await startRelay();
    const ana = await relay.person('reviewer', 'ana@example.com');
    const bob = await relay.person('reviewer', 'bob@example.com');
    await relay.post('/api/groups', { name: 'Support', members: ['ana@example.com'] });
    const [named, grouped] = [
      await relay.request({ reviewers: ['ana@example.com'] }),
      await relay.request({ group: 'Support' }),
    ];
    const decide = (id: string) => relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' }, bob);
    expect((await decide(named)).status).toBe(403);
    const away = { from: '2026-03-02T00:00:00Z', until: '2026-03-09T00:00:00Z', delegate: 'bob@example.com' };
    expect((await relay.call('PATCH', '/api/account', { away }, ana)).status).toBe(200);
    for (const id of [named, grouped])
      expect((await decide(id)).body).toMatchObject({ decidedBy: 'bob@example.com', decidedFor: 'ana@example.com' });
    const story = (await relay.get(`/api/approvals/${named}/timeline`)).body.items;
    expect(story).toContainEqual(
      expect.objectContaining({ event: 'approval.answered_for', by: 'bob@example.com', text: 'ana@example.com' }),
    );
    const own = await relay.request({ reviewers: ['ana@example.com', 'bob@example.com'] });
    expect((await decide(own)).body.decidedFor).toBeNull();
    await relay.call('PATCH', '/api/account', { away: null }, ana);
    const later = await relay.request({ group: 'Support' });
    expect((await decide(later)).status).toBe(403);
  });

  test('who leads is recorded for whom as well', async () => {
    const relay = await startRelay();
    const ana = await relay.person('reviewer', 'ana@example.com');
    const lead = await relay.person('lead');
    const away = { from: '2026-03-02T00:00:00Z', until: '2026-03-09T00:00:00Z', delegate: 'lead@example.com' };
    await relay.call('PATCH', '/api/account', { away }, ana);
    const id = await relay.request({ reviewers: ['ana@example.com'] });
    const decided = await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' }, lead);
    expect(decided.body).toMatchObject({ decidedBy: 'lead@example.com', decidedFor: 'ana@example.com' });
  });
});

test('a review link opens the page whatever its token ends in, and lets nobody keep or pass on its address', async () => {
  const pageFolder = await mkdtemp(path.join(tmpdir(), 'countersign-page-'));
  await writeFile(path.join(pageFolder, 'index.html'), '<p>The page</p>');
  const relay = await startRelay({ pageFolder });
  for (const token of ['rvl_1.abc123', 'rvl_1.a-b_c']) {
    const page = await relay.get(`/review/${token}`, {});
    expect([page.status, page.body]).toEqual([200, '<p>The page</p>']);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toBe('no-store');
  }
  await rm(pageFolder, { recursive: true });
});
