/** Deliveries from the decision to the receiver, with a clock and an internet that the test controls. */
import type { OutgoingAnswer } from '../../../relay/outbound.js';
import { NotSent } from '../../../relay/outbound.js';
import { startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

const URL = 'https://flows.example.com/decision';
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
afterEach(stopRelays);

const answer = (status: number, headers: Record<string, string> = {}, body = ''): OutgoingAnswer => ({
  status,
  headers,
  body,
});

async function decided(relay: TestRelay, webhookUrl = URL): Promise<string> {
  const id = await relay.request({ webhookUrl });
  await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' });
  await relay.clock.idle();
  return id;
}
const deliveriesOf = async (relay: TestRelay, id: string) =>
  (await relay.get(`/api/deliveries?approvalId=${id}`)).body.items;

describe('a delivery', () => {
  test('that fails is sent again, the same to the byte and with the same id, until it arrives', async () => {
    const relay = await startRelay();
    const results = [answer(500), new NotSent('timeout', 'Too slow.'), answer(404), answer(200)];
    relay.answers.set(URL, () => {
      const result = results.shift()!;
      if (result instanceof NotSent) throw result;
      return result;
    });
    const id = await decided(relay);
    expect(relay.sentTo(URL)).toHaveLength(1);
    await relay.clock.advance(4 * SECOND);
    expect(relay.sentTo(URL)).toHaveLength(1);
    await relay.clock.advance(1 * SECOND);
    expect(relay.sentTo(URL)).toHaveLength(2);
    await relay.clock.advance(30 * SECOND);
    await relay.clock.advance(120 * SECOND);
    const sent = relay.sentTo(URL);
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const [delivery] = await deliveriesOf(relay, id);
    expect(delivery).toMatchObject({ status: 'delivered', host: 'flows.example.com', nextAttemptAt: null });
    expect(delivery.attempts.map((each: { status: number | null }) => each.status)).toEqual([500, null, 404, 200]);
    await relay.clock.advance(100 * HOUR);
    expect(relay.sentTo(URL)).toHaveLength(4);
  });

  test('is given up after twelve attempts in three days, and can be sent again by hand', async () => {
    const relay = await startRelay();
    relay.answers.set(URL, () => answer(500));
    const id = await decided(relay);
    await relay.clock.advance(90 * HOUR);
    expect(relay.sentTo(URL)).toHaveLength(12);
    const [failed] = await deliveriesOf(relay, id);
    expect(failed).toMatchObject({ status: 'failed', advice: expect.any(String) });
    relay.answers.set(URL, () => answer(200));
    expect((await relay.post(`/api/deliveries/${failed.id}/redeliver`)).body.status).toBe('queued');
    await relay.clock.idle();
    const sent = relay.sentTo(URL);
    expect(sent).toHaveLength(13);
    expect(sent.at(-1)!.headers['webhook-id']).toBe(sent[0]!.headers['webhook-id']);
    expect((await deliveriesOf(relay, id))[0].status).toBe('delivered');
  });

  test('waits as long as the receiver asks', async () => {
    const relay = await startRelay();
    relay.answers.set(URL, () => answer(429, { 'retry-after': '90' }));
    await decided(relay);
    await relay.clock.advance(89 * SECOND);
    expect(relay.sentTo(URL)).toHaveLength(1);
    await relay.clock.advance(1 * SECOND);
    expect(relay.sentTo(URL)).toHaveLength(2);
  });

  test('to a receiver that is gone ends at once', async () => {
    const relay = await startRelay();
    relay.answers.set(URL, () => answer(410));
    const id = await decided(relay);
    await relay.clock.advance(90 * HOUR);
    expect(relay.sentTo(URL)).toHaveLength(1);
    expect((await deliveriesOf(relay, id))[0].status).toBe('failed');
  });

  test('is held back for as long as the caller asked', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' });
    await relay.post(`/api/approvals/${id}/callbacks`, { url: URL, delaySeconds: 5 });
    await relay.clock.advance(4 * SECOND);
    expect(relay.sentTo(URL)).toHaveLength(0);
    await relay.clock.advance(1 * SECOND);
    expect(relay.sentTo(URL)).toHaveLength(1);
  });

  test('to an n8n that is about to wait gets through in the same second', async () => {
    const relay = await startRelay();
    const waiting = 'https://n8n.example.com/webhook-waiting/7';
    let tries = 0;
    relay.answers.set(waiting, () => ((tries += 1) < 4 ? answer(409, {}, 'is running already') : answer(200)));
    const id = await decided(relay, waiting);
    await relay.clock.advance(1 * SECOND);
    const [delivery] = await deliveriesOf(relay, id);
    expect(delivery).toMatchObject({ status: 'delivered', attempts: [{ status: 200, tries: 4 }] });
  });

  test('that was on its way when the relay died is sent by the next one', async () => {
    const relay = await startRelay();
    relay.answers.set(URL, () => {
      throw new NotSent('unreachable', 'The network is down.');
    });
    const id = await decided(relay);
    const copy = await relay.copyFolder();
    await relay.stop();
    const again = await startRelay({ folder: copy, startAt: '2026-03-02T09:10:00.000Z' });
    await again.clock.idle();
    expect(again.sentTo(URL)).toHaveLength(1);
    expect((await deliveriesOf(again, id))[0].status).toBe('delivered');
  });

  test('is attempted once at a time for one address, and a slow host does not hold up another', async () => {
    const relay = await startRelay();
    let atOnce = 0;
    let most = 0;
    const release: Array<() => void> = [];
    relay.answers.set(URL, async () => {
      most = Math.max(most, (atOnce += 1));
      await new Promise<void>((resolve) => release.push(resolve));
      atOnce -= 1;
      return answer(200);
    });
    const slow = [await decided(relay), await decided(relay), await decided(relay)];
    const quick = await decided(relay, 'https://other.example.com/');
    expect((await deliveriesOf(relay, quick))[0].status).toBe('delivered');
    for (let round = 0; round < 3; round += 1) {
      release.shift()!();
      await relay.clock.idle();
    }
    expect(most).toBe(1);
    for (const id of slow) expect((await deliveriesOf(relay, id))[0].status).toBe('delivered');
  });

  test('shows the host of its receiver, never the rest of the address', async () => {
    const relay = await startRelay();
    const secret = 'https://hooks.example.com/T000/B000/very-secret';
    const id = await decided(relay, secret);
    const shown = JSON.stringify([
      await deliveriesOf(relay, id),
      (await relay.get(`/api/approvals/${id}/timeline`)).body,
      (await relay.get(`/api/approvals/${id}`)).body,
    ]);
    expect(shown).toContain('hooks.example.com');
    expect(shown).not.toContain('very-secret');
  });
});

describe('a subscription', () => {
  const HOOK = 'https://hooks.example.com/zap';
  const subscribe = async (relay: TestRelay, body: object) =>
    (await relay.post('/api/subscriptions', { url: HOOK, ...body })).body;
  const told = (relay: TestRelay) => relay.sentTo(HOOK).map(({ body }) => JSON.parse(body));

  test('is told of the events that it wants and that its filter lets through', async () => {
    const relay = await startRelay();
    await subscribe(relay, {
      events: ['approval.decided', 'approval.expired', 'approval.cancelled'],
      filter: { action: 'process_refund' },
    });
    await decided(relay);
    await relay.request({ action: 'cancel_plan' });
    const cancelled = await relay.request();
    await relay.post(`/api/approvals/${cancelled}/cancel`, { note: 'Not needed' });
    await relay.request();
    await relay.clock.advance(25 * HOUR);
    expect(told(relay).map(({ type, data }) => [type, data.status])).toEqual([
      ['approval.decided', 'APPROVED'],
      ['approval.cancelled', 'CANCELLED'],
      ['approval.expired', 'REJECTED'],
    ]);
  });

  test('sees each event as it was then, also when it is delivered late', async () => {
    const relay = await startRelay();
    await subscribe(relay, { events: ['approval.requested'] });
    relay.answers.set(HOOK, () => answer(503));
    await decided(relay);
    relay.answers.set(HOOK, () => answer(200));
    await relay.clock.advance(10 * SECOND);
    expect(told(relay).map(({ data }) => data.status)).toEqual(['PENDING', 'PENDING']);
  });

  test('ends when the receiver is gone, and is shown as ended', async () => {
    const relay = await startRelay();
    const { id } = await subscribe(relay, { events: ['approval.decided'] });
    relay.answers.set(HOOK, () => answer(410));
    await decided(relay);
    await decided(relay);
    expect(told(relay)).toHaveLength(1);
    expect((await relay.get(`/api/subscriptions/${id}`)).body.disabledAt).toEqual(expect.any(String));
    expect((await relay.call('DELETE', `/api/subscriptions/${id}`)).status).toBe(204);
    expect((await relay.get(`/api/subscriptions/${id}`)).status).toBe(404);
  });

  test('with no event, an unknown one or no address is refused', async () => {
    const relay = await startRelay();
    for (const body of [
      { url: HOOK, events: [] },
      { url: HOOK, events: ['approval.lost'] },
      { events: ['approval.decided'] },
    ])
      expect((await relay.post('/api/subscriptions', body)).status).toBe(400);
  });
});

describe('the news that a delivery was given up', () => {
  const NEWS = 'https://hooks.example.com/failures';
  const news = (relay: TestRelay) => relay.sentTo(NEWS).map(({ body }) => JSON.parse(body));
  const subscribe = (relay: TestRelay, more: object = {}) =>
    relay.post('/api/subscriptions', { url: NEWS, events: ['delivery.failed'], ...more });

  test('tells once what failed, where, and what to do about it', async () => {
    const relay = await startRelay();
    await subscribe(relay);
    relay.answers.set(URL, () => answer(500));
    const id = await decided(relay);
    await relay.clock.advance(90 * HOUR);
    const [failed] = await deliveriesOf(relay, id).then((all: Array<{ kind: string }>) =>
      all.filter(({ kind }) => kind === 'callback'),
    );
    expect(news(relay)).toEqual([{ type: 'delivery.failed', timestamp: expect.any(String), data: failed }]);
    expect(news(relay)[0].data).toMatchObject({ approvalId: id, status: 'failed', advice: expect.any(String) });
  });

  test('keeps to the filter, which is about the approval', async () => {
    const relay = await startRelay();
    await subscribe(relay, { filter: { action: 'cancel_plan' } });
    relay.answers.set(URL, () => answer(410));
    await decided(relay);
    expect(news(relay)).toEqual([]);
    await subscribe(relay, { filter: { action: 'process_refund' } });
    await decided(relay);
    expect(news(relay)).toHaveLength(1);
  });

  test('is about every approval of a batch, and leads to the page of the first', async () => {
    const relay = await startRelay();
    await subscribe(relay, { filter: { action: 'cancel_plan' } });
    relay.answers.set(URL, () => answer(410));
    const approvals = ['process_refund', 'cancel_plan'].map((action) => ({ action, summary: action, details: {} }));
    const { body } = await relay.post('/api/batches', { approvals, callback: { url: URL } });
    for (const { id } of body.approvals) await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' });
    await relay.dispatcher.dispatchDue();
    expect(news(relay).map(({ data }) => data)).toEqual([
      expect.objectContaining({
        batchId: body.id,
        approvalId: null,
        summary: 'process_refund (and 1 more)',
        pageUrl: body.approvals[0].reviewUrl,
      }),
    ]);
  });

  test('is none when the news itself cannot be delivered, or a subscriber has gone', async () => {
    const relay = await startRelay();
    await subscribe(relay);
    const GONE = 'https://hooks.example.com/gone';
    await relay.post('/api/subscriptions', { url: GONE, events: ['approval.decided'] });
    relay.answers.set(GONE, () => answer(410));
    relay.answers.set(NEWS, () => answer(500));
    relay.answers.set(URL, () => answer(410));
    await decided(relay);
    await relay.clock.advance(180 * HOUR);
    expect(new Set(news(relay).map(({ data }) => data.kind))).toEqual(new Set(['callback']));
    expect(relay.sentTo(NEWS)).toHaveLength(12);
  });
});
