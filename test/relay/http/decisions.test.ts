import { copyFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KEY, refund, startRelay, stopRelays } from '../../support/relay.js';

const CALLBACK = 'https://flows.example.com/decision';
afterEach(stopRelays);

describe('a verdict', () => {
  test('approves with changes, and everybody reads what to act on', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    const modifiedDetails = { ...refund().details, amount: '40.00' };
    const { status, body } = await relay.post(`/api/approvals/${id}/decision`, {
      verdict: 'approve',
      modifiedDetails,
      note: 'Shipping only',
      reasonCode: 'wrong_amount',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'APPROVED',
      details: refund().details,
      modifiedDetails,
      effectiveDetails: modifiedDetails,
      decisionNote: 'Shipping only',
      decisionReasonCode: 'wrong_amount',
      decidedBy: 'Set-up key',
      decidedAt: '2026-03-02T09:00:00.000Z',
      autoDecided: false,
    });
  });

  test('carries the person’s address when a person gave it', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    const { body } = await relay.post(`/api/approvals/${id}/decision`, { verdict: 'reject' }, await relay.signIn());
    expect(body).toMatchObject({
      status: 'REJECTED',
      decidedBy: 'alice@example.com',
      effectiveDetails: refund().details,
    });
  });

  test('with details sent back unchanged counts as unchanged', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    const { body } = await relay.post(`/api/approvals/${id}/decision`, {
      verdict: 'approve',
      modifiedDetails: refund().details,
    });
    expect(body.modifiedDetails).toBeNull();
  });

  test('is taken once: whoever comes second sees the first', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    const answers = await Promise.all(
      ['approve', 'reject', 'approve', 'reject', 'approve'].map((verdict) =>
        relay.post(`/api/approvals/${id}/decision`, { verdict, note: verdict }),
      ),
    );
    const won = answers.filter((answer) => answer.status === 200);
    const lost = answers.filter((answer) => answer.status === 409);
    expect([won.length, lost.length]).toEqual([1, 4]);
    for (const answer of lost) {
      expect(answer.body).toMatchObject({
        code: 'already_decided',
        approval: { id, status: won[0]!.body.status, decisionNote: won[0]!.body.decisionNote },
      });
    }
  });

  test('cannot change details while rejecting', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    const { status, body } = await relay.post(`/api/approvals/${id}/decision`, {
      verdict: 'reject',
      modifiedDetails: {},
    });
    expect([status, body.errors[0].path]).toEqual([400, 'modifiedDetails']);
    expect((await relay.get(`/api/approvals/${id}`)).body.status).toBe('PENDING');
  });

  test('comes too late once the deadline has passed, even before the relay has settled it', async () => {
    const relay = await startRelay();
    const id = await relay.request({ expiresInMinutes: 1 });
    relay.clock.set('2026-03-02T09:01:00.000Z');
    const { status, body } = await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' });
    expect([status, body.approval.status, body.approval.decisionReasonCode]).toEqual([409, 'REJECTED', 'expired']);
  });
});

describe('GET and HEAD', () => {
  test('decide nothing, on any address of an approval', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    for (const to of [
      '',
      '/decision',
      '/cancel',
      '/callbacks',
      '/comments',
      '/seen',
      '/timeline',
      '/decision?verdict=approve',
    ]) {
      for (const method of ['GET', 'HEAD']) await relay.call(method, `/api/approvals/${id}${to}`);
    }
    await relay.get(`/approvals/${id}`);
    expect((await relay.get(`/api/approvals/${id}`)).body).toMatchObject({ status: 'PENDING', decidedAt: null });
  });
});

describe('a deadline', () => {
  test.each([
    ['reject', 'REJECTED'],
    ['approve', 'APPROVED'],
  ])('settles by %s to the second, as the request asked', async (onExpiry, status) => {
    const relay = await startRelay();
    const id = await relay.request({ expiresAt: '2026-03-02T11:00:00+01:00', onExpiry });
    await relay.clock.advance(3_600_000 - 1);
    expect((await relay.get(`/api/approvals/${id}`)).body.status).toBe('PENDING');
    await relay.clock.advance(1);
    expect((await relay.get(`/api/approvals/${id}?wait=5`)).body).toMatchObject({
      status,
      autoDecided: true,
      decisionReasonCode: 'expired',
      decidedBy: 'deadline',
      decidedAt: '2026-03-02T10:00:00.000Z',
    });
  });

  test('that passed while the relay was down is settled when it is back, once', async () => {
    const first = await startRelay();
    const id = await first.request({ expiresInMinutes: 5, callbackUrl: CALLBACK });
    await first.clock.idle();
    const copy = await mkdtemp(path.join(tmpdir(), 'countersign-'));
    await copyFile(path.join(first.folder, 'journal.ndjson'), path.join(copy, 'journal.ndjson'));
    await first.stop();
    const second = await startRelay({ folder: copy, startAt: '2026-03-02T12:00:00.000Z' });
    const { body } = await second.get(`/api/approvals/${id}?wait=5`);
    expect(body).toMatchObject({ status: 'REJECTED', decisionReasonCode: 'expired' });
    await second.dispatcher.dispatchDue();
    expect(second.sentTo(CALLBACK)).toHaveLength(1);
  });
});

describe('cancelling', () => {
  test('tells the workflow, and leaves nothing to decide', async () => {
    const relay = await startRelay();
    const id = await relay.request({ callbackUrl: CALLBACK });
    await relay.post(`/api/approvals/${id}/cancel`, { note: 'No longer needed' });
    expect((await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' })).status).toBe(409);
    await relay.dispatcher.dispatchDue();
    expect(JSON.parse(relay.sentTo(CALLBACK)[0]!.body)).toMatchObject({
      status: 'CANCELLED',
      decisionReasonCode: 'cancelled',
    });
  });
});

describe('the decision callback', () => {
  test('has exactly the promised fields, flat, and is signed', async () => {
    const relay = await startRelay();
    const id = await relay.request({ webhookUrl: CALLBACK, metadata: { shop: 7 } });
    await relay.post(
      `/api/approvals/${id}/decision`,
      { verdict: 'approve', note: 'Verified', reasonCode: 'verified_authorised' },
      await relay.signIn(),
    );
    await relay.dispatcher.dispatchDue();
    const [request, ...others] = relay.sentTo(CALLBACK);
    expect(others).toHaveLength(0);
    expect(JSON.parse(request!.body)).toEqual({
      id,
      approvalId: id,
      status: 'APPROVED',
      action: 'process_refund',
      details: refund().details,
      modifiedDetails: null,
      metadata: { shop: 7 },
      decisionNote: 'Verified',
      decisionReasonCode: 'verified_authorised',
      decidedAt: '2026-03-02T09:00:00.000Z',
      decidedBy: 'alice@example.com',
      autoDecided: false,
    });
    expect(request!.headers).toMatchObject({
      'webhook-id': expect.stringMatching(/^msg_/),
      'webhook-signature': expect.stringMatching(/^v1,/),
    });
  });

  test('goes to both addresses when two are given, and once when they are the same', async () => {
    const relay = await startRelay();
    const other = 'https://other.example.com/';
    const [one, two] = [
      await relay.request({ webhookUrl: CALLBACK, callbackUrl: CALLBACK }),
      await relay.request({ webhookUrl: CALLBACK, callbackUrl: other }),
    ];
    await relay.post(`/api/approvals/${one}/decision`, { verdict: 'approve' });
    await relay.dispatcher.dispatchDue();
    expect(relay.sent.map((request) => request.url)).toEqual([CALLBACK]);
    await relay.post(`/api/approvals/${two}/decision`, { verdict: 'approve' });
    await relay.dispatcher.dispatchDue();
    expect(relay.sent.map((request) => request.url).sort()).toEqual([CALLBACK, CALLBACK, other].sort());
  });

  test('registered after the decision is sent at once, and only once', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    await relay.post(`/api/approvals/${id}/decision`, { verdict: 'reject', note: 'Out of policy' });
    const first = await relay.post(`/api/approvals/${id}/callbacks`, { url: CALLBACK });
    const again = await relay.post(`/api/approvals/${id}/callbacks`, { url: CALLBACK });
    expect([first.body.deliveryId, again.body.deliveryId]).toEqual([expect.stringMatching(/^msg_/), null]);
    await relay.dispatcher.dispatchDue();
    expect(relay.sentTo(CALLBACK)).toHaveLength(1);
  });
});

describe('an approval’s story', () => {
  test('tells who did what, in order, with what was sent', async () => {
    const relay = await startRelay();
    const alice = await relay.signIn();
    const id = await relay.request({ callbackUrl: CALLBACK, agentName: 'Fin' });
    for (const act of [
      () => relay.post(`/api/approvals/${id}/seen`, {}, alice),
      () => relay.post(`/api/approvals/${id}/comments`, { text: 'Asked the customer' }, alice),
      () => relay.post(`/api/approvals/${id}/seen`, {}, alice),
      () => relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' }, alice),
    ]) {
      await relay.clock.advance(1000);
      await act();
    }
    await relay.dispatcher.dispatchDue();
    const { body } = await relay.get(`/api/approvals/${id}/timeline`);
    expect(body.items.map(({ event, by }: { event: string; by: string }) => [event, by])).toEqual([
      ['approval.requested', 'Fin'],
      ['approval.seen', 'alice@example.com'],
      ['approval.commented', 'alice@example.com'],
      ['approval.decided', 'alice@example.com'],
      ['delivery.queued', null],
      ['delivery.delivered', null],
    ]);
  });
});

describe('reason codes', () => {
  test('come with those used most first, and unknown ones in words', async () => {
    const relay = await startRelay();
    for (const reasonCode of ['manager_asked', 'goodwill', 'manager_asked']) {
      await relay.post(`/api/approvals/${await relay.request()}/decision`, { verdict: 'approve', reasonCode });
    }
    const { body } = await relay.get('/api/reason-codes');
    expect(body.items.slice(0, 2)).toEqual([
      { code: 'manager_asked', label: 'Manager asked', uses: 2 },
      { code: 'goodwill', label: 'Goodwill', uses: 1 },
    ]);
  });
});

describe('another workspace', () => {
  test('sees nothing of an approval and can do nothing to it', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    const north = await relay.otherWorkspace();
    const calls: Array<[string, string, unknown?]> = [
      ['GET', ''],
      ['GET', '/timeline'],
      ['POST', '/decision', { verdict: 'approve' }],
      ['POST', '/cancel', {}],
      ['POST', '/callbacks', { url: CALLBACK }],
      ['POST', '/comments', { text: 'x' }],
      ['POST', '/seen', {}],
    ];
    for (const [method, to, body] of calls) {
      const answer = await relay.call(method, `/api/approvals/${id}${to}`, body, north);
      expect([to, answer.status, answer.body.code]).toEqual([to, 404, 'not_found']);
    }
    expect((await relay.get('/api/approvals', north)).body.total).toBe(0);
    expect((await relay.post('/api/workspaces', { name: 'South' }, north)).status).toBe(403);
    expect((await relay.get(`/api/approvals/${id}`, { 'x-api-key': KEY })).body.status).toBe('PENDING');
  });
});
