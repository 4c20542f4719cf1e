/** The main job on a real n8n: a workflow asks, waits, and goes on exactly once with what a person decided. */
import { createHmac } from 'node:crypto';
import { startCloud, type Cloud } from './support/fake-cloud';
import { startN8n, type N8n } from './support/n8n';
import { refundGate } from './support/refund-gate';
import { KEY, SIGNING_SECRET, startRelayProcess, type RelayProcess } from './support/relay-process';

let relay: RelayProcess;
let n8n: N8n;
let cloud: Cloud;
let credentials: { countersignApi: { id: string; name: string } };

beforeAll(async () => {
  relay = await startRelayProcess();
  cloud = await startCloud();
  n8n = await startN8n();
  const data = { relayUrl: relay.url, connectionKey: KEY, signingSecret: SIGNING_SECRET };
  credentials = { countersignApi: await n8n.createCredential('Countersign', 'countersignApi', data) };
}, 300_000);

afterAll(async () => {
  await Promise.all([relay?.stop(), n8n?.stop(), cloud?.stop()]);
});

const gate = (options?: object) => refundGate(n8n, cloud, credentials, options);
const refund = (ticketId: string, amount = '400.00') => ({
  ticketId,
  requester: 'ana@example.com',
  amount,
  currency: 'EUR',
});
const sentFor = (ticketId: string) => cloud.calls.filter((each) => each.path.endsWith(`/${ticketId}`));

describe('a workflow that waits for an approval', () => {
  test('goes on with what the reviewer made of it', async () => {
    const { id, hook } = await gate();
    await n8n.trigger(hook, { refunds: [refund('100')] });
    await n8n.execution(id, 'waiting');
    const [approval] = await relay.pending();
    expect(approval).toMatchObject({
      summary: 'Refund 400.00 EUR to ana@example.com',
      platform: 'n8n',
      metadata: { n8n: { workflowId: id, node: 'Ask' } },
    });
    await relay.decide(approval.id, {
      verdict: 'approve',
      modifiedDetails: refund('100', '40.00'),
      note: 'Shipping only',
    });
    await n8n.execution(id, 'success');
    expect(sentFor('100')).toEqual([
      {
        method: 'POST',
        path: '/stripe/refunds/100',
        body: expect.objectContaining({
          approved: true,
          status: 'APPROVED',
          approvalId: approval.id,
          details: refund('100', '40.00'),
          originalDetails: refund('100'),
          changed: ['amount'],
          note: 'Shipping only',
          reviewer: 'Set-up key',
          autoDecided: false,
          input: refund('100'),
        }),
      },
    ]);
  });

  test('leaves by Rejected when the answer is no', async () => {
    const { id, hook } = await gate();
    await n8n.trigger(hook, { refunds: [refund('110')] });
    const [approval] = await relay.pending();
    await relay.decide(approval.id, { verdict: 'reject', note: 'Out of policy', reasonCode: 'out_of_policy' });
    await n8n.execution(id, 'success');
    expect(sentFor('110')).toEqual([
      expect.objectContaining({
        path: '/zendesk/declined/110',
        body: expect.objectContaining({ approved: false, note: 'Out of policy', reasonCode: 'out_of_policy' }),
      }),
    ]);
  });

  test('leaves by Timed Out when nobody answers before the deadline', async () => {
    const { id, hook } = await gate({ expiresAt: new Date(Date.now() + 3_000).toISOString() });
    await n8n.trigger(hook, { refunds: [refund('120')] });
    await n8n.execution(id, 'success');
    expect(sentFor('120')).toEqual([
      expect.objectContaining({
        path: '/timed-out/120',
        body: expect.objectContaining({
          approved: false,
          status: 'REJECTED',
          autoDecided: true,
          reasonCode: 'expired',
        }),
      }),
    ]);
  });

  test('goes on when the decision comes before it has begun to wait', async () => {
    const { id, hook } = await gate();
    await Promise.all([
      n8n.trigger(hook, { refunds: [refund('130')] }),
      relay.pending().then(([approval]) => relay.decide(approval.id, { verdict: 'approve' })),
    ]);
    await n8n.execution(id, 'success');
    expect(sentFor('130').map((each) => each.path)).toEqual(['/stripe/refunds/130']);
  });

  test('asks one question an item, and each leaves by its own output with its own pairing', async () => {
    const { id, hook } = await gate();
    await n8n.trigger(hook, {
      refunds: [refund('140', '1.00'), refund('141', '2.00'), refund('142', '3.00'), refund('143', '4.00')],
    });
    const asked = await relay.pending(4);
    const of = (ticketId: string) => asked.find((approval) => approval.details.ticketId === ticketId).id as string;
    await relay.decide(of('142'), { verdict: 'approve', note: 'third' });
    await relay.decide(of('140'), { verdict: 'reject', note: 'first' });
    await relay.decide(of('143'), { verdict: 'approve', modifiedDetails: refund('143', '0.40') });
    expect((await n8n.execution(id, 'waiting')).status).toBe('waiting');
    await relay.decide(of('141'), { verdict: 'reject', note: 'second' });
    await n8n.execution(id, 'success');
    const left = ['140', '141', '142', '143']
      .flatMap(sentFor)
      .map(({ path, body }) => [path, body.note, body.input.ticketId, body.details.amount]);
    expect(left).toEqual([
      ['/zendesk/declined/140', 'first', '140', '1.00'],
      ['/zendesk/declined/141', 'second', '141', '2.00'],
      ['/stripe/refunds/142', 'third', '142', '3.00'],
      ['/stripe/refunds/143', null, '143', '0.40'],
    ]);
  });

  test('resumes once when n8n crashed while it waited, and the relay between decision and delivery', async () => {
    const { id, hook } = await gate();
    await n8n.trigger(hook, { refunds: [refund('150')] });
    await n8n.execution(id, 'waiting');
    const [approval] = await relay.pending();
    await n8n.kill();
    await relay.decide(approval.id, { verdict: 'approve' });
    await relay.kill();
    await n8n.start();
    expect(sentFor('150')).toEqual([]);
    await relay.start();
    await n8n.execution(id, 'success');
    expect(sentFor('150')).toHaveLength(1);
  });
});

describe('an answer that does not come from the decision', () => {
  /** A workflow that waits for one approval. */
  async function waiting(ticketId: string) {
    const { id, hook } = await gate();
    await n8n.trigger(hook, { refunds: [refund(ticketId)] });
    await n8n.execution(id, 'waiting');
    const [approval] = await relay.pending();
    return { id, approval };
  }

  /** Nobody but the relay knows the address at which it answers, so the test reads it as someone would who has stolen the disk. */
  const answerTo = async (batchId: string): Promise<string> => relay.callbackOf(batchId);
  const sign = (body: string, id = 'msg_forged', secret = SIGNING_SECRET) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
    return {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };
  };
  const post = (url: string, body: string, headers: Record<string, string>) =>
    fetch(url, { method: 'POST', body, headers });

  test('leaves it waiting, whatever is forged', async () => {
    const { id, approval } = await waiting('200');
    const url = await answerTo(approval.batchId);
    const body = JSON.stringify({
      id: approval.batchId,
      batchId: approval.batchId,
      status: 'SETTLED',
      approvals: [{ id: approval.id, status: 'APPROVED' }],
    });
    const wrongSecret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    const stale = { ...sign(body), 'webhook-timestamp': '1700000000' };
    const otherNonce = new URL(url);
    otherNonce.searchParams.set('nonce', '0'.repeat(32));
    const answers = [
      await post(url, body, { 'content-type': 'application/json' }),
      await post(url, body, sign(body, 'msg_x', wrongSecret)),
      await post(url, body, stale),
      // Rightly signed, as by someone who has stolen the secret: the relay itself is asked, and says no.
      await post(url, body, sign(body)),
      await post(
        url,
        body.replaceAll(approval.batchId, 'bat_other'),
        sign(body.replaceAll(approval.batchId, 'bat_other')),
      ),
      await post(otherNonce.href, body, sign(body)),
      await fetch(url),
      await fetch(url, { method: 'HEAD' }),
    ];
    expect(answers.slice(0, 6).map((answer) => answer.status)).toEqual([401, 401, 401, 409, 409, 401]);
    for (const to of [approval.reviewUrl, approval.pollUrl, `${relay.url}/api/approvals/${approval.id}/decision`])
      await fetch(to);
    expect((await n8n.execution(id, 'waiting')).status).toBe('waiting');
    expect((await relay.get(`/api/approvals/${approval.id}`)).status).toBe('PENDING');
    await relay.decide(approval.id, { verdict: 'approve' });
    await n8n.execution(id, 'success');
    expect(sentFor('200')).toHaveLength(1);
  });

  test('leaves it waiting when it is another approval’s answer sent again', async () => {
    const first = await waiting('210');
    const firstUrl = await answerTo(first.approval.batchId);
    await relay.decide(first.approval.id, { verdict: 'approve' });
    await n8n.execution(first.id, 'success');
    const second = await waiting('211');
    const body = JSON.stringify({
      id: first.approval.batchId,
      batchId: first.approval.batchId,
      status: 'SETTLED',
      approvals: [{ id: first.approval.id, status: 'APPROVED' }],
    });
    await post(firstUrl, body, sign(body));
    const secondUrl = await answerTo(second.approval.batchId);
    expect((await post(secondUrl, body, sign(body))).status).toBe(409);
    expect((await n8n.execution(second.id, 'waiting')).status).toBe('waiting');
    await relay.decide(second.approval.id, { verdict: 'reject' });
    await n8n.execution(second.id, 'success');
    expect(sentFor('211').map((each) => each.path)).toEqual(['/zendesk/declined/211']);
  });

  test('runs the next step once when the right one comes ten times at once', async () => {
    const { id, approval } = await waiting('220');
    const url = await answerTo(approval.batchId);
    await relay.decide(approval.id, { verdict: 'approve' });
    const body = JSON.stringify({
      id: approval.batchId,
      batchId: approval.batchId,
      status: 'SETTLED',
      approvals: [{ id: approval.id, status: 'APPROVED' }],
    });
    await Promise.all(Array.from({ length: 10 }, () => post(url, body, sign(body, 'msg_same'))));
    await n8n.execution(id, 'success');
    expect(sentFor('220')).toHaveLength(1);
  });
});

describe('what a policy settles at once, before the workflow has begun to wait', () => {
  beforeAll(async () => {
    for (const [verdict, is, value] of [
      ['approve', 'lte', '50 EUR'],
      ['reject', 'gte', '9000 EUR'],
    ] as const) {
      const conditions = [{ what: 'details.amount', is, value }];
      const policy = {
        name: `${is} ${value}`,
        when: { match: 'all', conditions },
        settle: { verdict, note: 'By rule' },
      };
      const { id } = await relay.post('/api/rules', policy);
      await relay.post('/api/rules/replay', { id });
      expect(await relay.call('PUT', `/api/rules/${id}`, { ...policy, enabled: true })).toMatchObject({
        enabled: true,
      });
    }
  });

  test('comes back as decided automatically, each item at its own output', async () => {
    const { id, hook } = await gate();
    await n8n.trigger(hook, { refunds: [refund('300', '20.00'), refund('301', '9500.00')] });
    await n8n.execution(id, 'success');
    const said = (approved: boolean, policy: string) =>
      expect.objectContaining({
        approved,
        autoDecided: true,
        reasonCode: 'policy',
        reviewer: `rule: ${policy}`,
        approvers: [],
        note: 'By rule',
      });
    expect(sentFor('300')).toEqual([
      expect.objectContaining({ path: '/stripe/refunds/300', body: said(true, 'lte 50 EUR') }),
    ]);
    expect(sentFor('301')).toEqual([
      expect.objectContaining({ path: '/zendesk/declined/301', body: said(false, 'gte 9000 EUR') }),
    ]);
    const { items } = await relay.get('/api/deliveries?limit=1');
    expect(items).toEqual([expect.objectContaining({ status: 'delivered', event: 'batch.settled' })]);
  });

  test('waits with the others of its batch for those that a person decides', async () => {
    const { id, hook } = await gate();
    await n8n.trigger(hook, { refunds: [refund('310', '20.00'), refund('311')] });
    await n8n.execution(id, 'waiting');
    const [approval] = await relay.pending();
    expect(sentFor('310')).toEqual([]);
    await relay.decide(approval.id, { verdict: 'approve' });
    await n8n.execution(id, 'success');
    expect(sentFor('310').map(({ body }) => body.autoDecided)).toEqual([true]);
    expect(sentFor('311').map(({ body }) => body.autoDecided)).toEqual([false]);
  });
});
