import { refund, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

const RESUME = 'https://n8n.example.com/webhook-waiting/7/node?signature=abc';
afterEach(stopRelays);

const batch = (count = 3) => ({
  approvals: Array.from({ length: count }, (_, n) => ({ ...refund(), summary: `Refund ${n}` })),
  callback: { url: RESUME, confirmation: 'marker' },
});
const decide = (relay: TestRelay, id: string, verdict: string) =>
  relay.post(`/api/approvals/${id}/decision`, { verdict });

describe('a batch', () => {
  test('is told once, when its last approval is settled', async () => {
    const relay = await startRelay();
    relay.answers.set(RESUME, () => ({ status: 200, headers: {}, body: '{"countersign":"resumed"}' }));
    const { body } = await relay.post('/api/batches', batch());
    const [one, two, three] = body.approvals.map((approval: { id: string }) => approval.id) as [string, string, string];
    expect(body).toMatchObject({ status: 'PENDING', id: expect.stringMatching(/^bat_/) });
    await decide(relay, two, 'approve');
    await decide(relay, one, 'reject');
    await relay.dispatcher.dispatchDue();
    expect(relay.sentTo(RESUME)).toHaveLength(0);
    await relay.post(`/api/approvals/${three}/cancel`);
    await relay.dispatcher.dispatchDue();
    expect(relay.sentTo(RESUME).map((request) => JSON.parse(request.body) as unknown)).toEqual([
      {
        id: body.id,
        batchId: body.id,
        status: 'SETTLED',
        approvals: [
          { id: one, status: 'REJECTED' },
          { id: two, status: 'APPROVED' },
          { id: three, status: 'CANCELLED' },
        ],
      },
    ]);
    expect((await relay.get(`/api/batches/${body.id}`)).body).toMatchObject({
      status: 'SETTLED',
      approvals: [{ id: one }, { id: two }, { id: three }],
    });
  });

  test('is told once when all are decided at the same time', async () => {
    const relay = await startRelay();
    relay.answers.set(RESUME, () => ({ status: 200, headers: {}, body: '{"countersign":"resumed"}' }));
    const { body } = await relay.post('/api/batches', batch(10));
    await Promise.all(body.approvals.map((approval: { id: string }) => decide(relay, approval.id, 'approve')));
    await relay.dispatcher.dispatchDue();
    expect(relay.sentTo(RESUME)).toHaveLength(1);
  });

  test('creates nothing when one of its requests is wrong, and names which', async () => {
    const relay = await startRelay();
    const wrong = batch();
    wrong.approvals[1] = { ...refund(), action: '' };
    wrong.approvals[2] = { ...refund(), expiresAt: 'tomorrow' } as never;
    const { status, body } = await relay.post('/api/batches', wrong);
    expect(status).toBe(400);
    expect(body.errors.map((error: { path: string }) => error.path)).toEqual([
      'approvals.1.action',
      'approvals.2.expiresAt',
    ]);
    expect((await relay.get('/api/approvals')).body.total).toBe(0);
  });

  test('creates nothing when a deadline has passed', async () => {
    const relay = await startRelay();
    const wrong = batch();
    wrong.approvals[2] = { ...refund(), expiresAt: '2020-01-01T00:00:00Z' } as never;
    const { status, body } = await relay.post('/api/batches', wrong);
    expect([status, body.errors[0].path]).toEqual([400, 'approvals.2.expiresAt']);
    expect((await relay.get('/api/approvals')).body.total).toBe(0);
  });

  test.each([[{}], [{ approvals: [] }], [[]], [{ approvals: 'x' }]])(
    'without approvals is refused: %j',
    async (body) => {
      const relay = await startRelay();
      expect((await relay.post('/api/batches', body)).body).toMatchObject({ status: 400, code: 'invalid_request' });
    },
  );

  test('asked again with the same key is the same batch, and answers at the new address', async () => {
    const relay = await startRelay();
    const first = await relay.post('/api/batches', { ...batch(), idempotencyKey: 'run-1' });
    const second = 'https://n8n.example.com/webhook-waiting/7/node?signature=def';
    const again = await relay.post('/api/batches', {
      ...batch(),
      callback: { url: second, confirmation: 'marker' },
      idempotencyKey: 'run-1',
    });
    expect(again.body.id).toBe(first.body.id);
    expect((await relay.get('/api/approvals')).body.total).toBe(3);
    for (const approval of first.body.approvals) await decide(relay, approval.id, 'approve');
    await relay.dispatcher.dispatchDue();
    expect([relay.sentTo(RESUME).length, relay.sentTo(second).length]).toEqual([0, 1]);
  });

  test('asked again after it was settled answers at the new address at once', async () => {
    const relay = await startRelay();
    const first = await relay.post('/api/batches', { ...batch(1), idempotencyKey: 'run-1' });
    await decide(relay, first.body.approvals[0].id, 'approve');
    const second = 'https://n8n.example.com/webhook-waiting/7/node?signature=def';
    const again = await relay.post('/api/batches', { ...batch(1), callback: { url: second }, idempotencyKey: 'run-1' });
    expect(again.body.status).toBe('SETTLED');
    await relay.dispatcher.dispatchDue();
    expect(relay.sentTo(second)).toHaveLength(1);
  });

  test('asked again with other approvals is refused', async () => {
    const relay = await startRelay();
    await relay.post('/api/batches', { ...batch(2), idempotencyKey: 'run-1' });
    expect((await relay.post('/api/batches', { ...batch(3), idempotencyKey: 'run-1' })).body.code).toBe(
      'idempotency_conflict',
    );
  });

  test('expires as late as its latest approval, each at its own time', async () => {
    const relay = await startRelay();
    const request = batch(2);
    Object.assign(request.approvals[0]!, { expiresInMinutes: 5 });
    Object.assign(request.approvals[1]!, { expiresInMinutes: 9 });
    const { body } = await relay.post('/api/batches', request);
    expect(body.expiresAt).toBe('2026-03-02T09:09:00.000Z');
    await relay.clock.advance(5 * 60_000);
    expect((await relay.get(`/api/approvals/${body.approvals[0].id}?wait=5`)).body.status).toBe('REJECTED');
    expect((await relay.get(`/api/batches/${body.id}`)).body.status).toBe('PENDING');
    await relay.clock.advance(4 * 60_000);
    await relay.get(`/api/approvals/${body.approvals[1].id}?wait=5`);
    expect((await relay.get(`/api/batches/${body.id}`)).body.status).toBe('SETTLED');
  });
});
