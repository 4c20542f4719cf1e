/** What goes wrong between n8n and the relay, on a real n8n: what the workflow does, and what people are told. */
import { randomUUID } from 'node:crypto';
import { startCloud, type Cloud } from './support/fake-cloud';
import { startN8n, type N8n, type WorkflowNode } from './support/n8n';
import { until } from './support/processes';
import { callTo, webhook } from './support/refund-gate';
import { KEY, SIGNING_SECRET, startRelayProcess, type RelayProcess } from './support/relay-process';
import { startUnreliable, type Unreliable } from './support/unreliable';

let relay: RelayProcess;
let line: Unreliable;
let n8n: N8n;
let cloud: Cloud;
let credentials: Record<string, { id: string; name: string }>;

const credential = (relayUrl: string) => ({ relayUrl, connectionKey: KEY, signingSecret: SIGNING_SECRET });

beforeAll(async () => {
  [relay, cloud, n8n] = await Promise.all([startRelayProcess(), startCloud(), startN8n()]);
  line = await startUnreliable(relay.url);
  credentials = { countersignApi: await n8n.createCredential('Countersign', 'countersignApi', credential(line.url)) };
}, 300_000);

afterAll(async () => {
  await Promise.all([relay?.stop(), n8n?.stop(), cloud?.stop(), line?.stop()]);
});

afterEach(async () => {
  line.mend();
  for (const { id } of (await relay.get('/api/approvals?status=PENDING&limit=100')).items)
    await relay.post(`/api/approvals/${id}/cancel`);
});

/** Asks, and calls the cloud at the output of the outcome. */
async function gate(more: object = {}, at: N8n = n8n, given = credentials) {
  const hook = `failing-${randomUUID()}`;
  const ask: WorkflowNode = {
    name: 'Ask',
    type: 'n8n-nodes-countersign.countersign',
    typeVersion: 1.1,
    credentials: given,
    parameters: { resource: 'approval', operation: 'sendAndWait', action: 'pay', summary: 'Pay', details: '={{ {} }}' },
    ...more,
  };
  const outputs = ['timed-out', 'approved', 'rejected'];
  const id = await at.publish(
    hook,
    [webhook(hook), ask, ...outputs.map((name) => callTo(name, `${cloud.url}/${hook}/${name}`))],
    [['Webhook', 0, 'Ask'], ...outputs.map((name, output): [string, number, string] => ['Ask', output, name])],
  );
  await at.trigger(hook, {});
  return {
    id,
    went: () => cloud.calls.filter(({ path }) => path.startsWith(`/${hook}`)).map(({ path }) => path.split('/')[2]),
  };
}

/** The answer to an approval's workflow, once it has been tried. */
const answerOf = ({ id }: { id: string }) =>
  until('an attempt', async () => {
    const [delivery] = (await relay.get(`/api/deliveries?approvalId=${id}`)).items;
    return delivery?.attempts.length > 0 && delivery.status !== 'delivered' ? delivery : undefined;
  });

describe('the relay is down when it is asked', () => {
  test('the node fails with words that say so', async () => {
    line.cut();
    const { id } = await gate();
    const { id: execution } = await n8n.execution(id, 'error');
    const { error } = await n8n.outputsOf(execution);
    expect(error).toContain('The Countersign relay cannot be reached');
    expect(error).toContain('Relay URL in the credential');
    expect(error).toContain('NodeApiError');
  });

  test('with Retry on Fail it asks again, and one question is enough when only the answer was lost', async () => {
    let lost = 0;
    line.answers((path, body) => {
      if (path !== '/api/batches' || lost > 0) return body;
      lost += 1;
      return undefined;
    });
    const { id, went } = await gate({ retryOnFail: true, maxTries: 3, waitBetweenTries: 100 });
    await n8n.execution(id, 'waiting');
    expect(lost).toBe(1);
    const [approval] = await relay.pending(1);
    await relay.decide(approval.id, { verdict: 'approve' });
    await n8n.execution(id, 'success');
    expect(went()).toEqual(['approved']);
  });
});

describe('the relay is down while the workflow waits', () => {
  test('the decision cannot be read back yet, so it goes on waiting, and resumes when the relay can be reached again', async () => {
    const { id, went } = await gate();
    await n8n.execution(id, 'waiting');
    const [approval] = await relay.pending();
    line.cut();
    await relay.decide(approval.id, { verdict: 'approve' });
    await answerOf(approval);
    expect((await n8n.execution(id, 'waiting')).status).toBe('waiting');
    line.mend();
    await n8n.execution(id, 'success');
    expect(went()).toEqual(['approved']);
  });

  test('for good: n8n’s own timer, an hour after the deadline, ends it at Timed Out', async () => {
    line.answers((path, body) => {
      if (path !== '/api/batches') return body;
      return JSON.stringify({ ...JSON.parse(body), expiresAt: new Date(Date.now() - 3_598_000).toISOString() });
    });
    const { id, went } = await gate();
    await n8n.execution(id, 'waiting');
    line.cut();
    // n8n looks for what is overdue once a minute.
    await until('the timer', async () => (went().length > 0 ? true : undefined), 100_000);
    expect(went()).toEqual(['timed-out']);
  });
});

describe('the delivery says what happened and what to do', () => {
  test('when the execution was deleted', async () => {
    const { id } = await gate();
    const { id: execution } = await n8n.execution(id, 'waiting');
    const [approval] = await relay.pending();
    await n8n.call('POST', '/rest/executions/delete', { ids: [execution] });
    await relay.decide(approval.id, { verdict: 'approve' });
    expect(await answerOf(approval)).toMatchObject({
      status: 'failed',
      attempts: [expect.objectContaining({ error: 'n8n does not know this execution (any more).' })],
      advice: expect.stringMatching(/was deleted in n8n/),
    });
  });

  test('when the execution was stopped', async () => {
    const { id } = await gate();
    const { id: execution } = await n8n.execution(id, 'waiting');
    const [approval] = await relay.pending();
    await n8n.call('POST', `/rest/executions/${execution}/stop`, {});
    await relay.decide(approval.id, { verdict: 'approve' });
    expect(await answerOf(approval)).toMatchObject({ status: 'failed', advice: expect.stringMatching(/was stopped/) });
  });

  test('when a workflow that is told about events is not active', async () => {
    await relay.post('/api/subscriptions', { url: `${n8n.url}/webhook/gone/webhook`, events: ['approval.requested'] });
    const asked = await relay.post('/api/approvals/request', { action: 'pay', summary: 'Pay', details: {} });
    expect(await answerOf(asked)).toMatchObject({ advice: expect.stringMatching(/not active in n8n/) });
    for (const { id } of (await relay.get('/api/subscriptions')).items)
      await relay.call('DELETE', `/api/subscriptions/${id}`);
  });

  test('when n8n is not where it was; and nothing is wrong when only the workflow was deactivated', async () => {
    const { id, went } = await gate();
    await n8n.execution(id, 'waiting');
    const [approval] = await relay.pending();
    await n8n.call('POST', `/rest/workflows/${id}/deactivate`, {});
    await n8n.kill();
    await relay.decide(approval.id, { verdict: 'approve' });
    expect(await answerOf(approval)).toMatchObject({
      status: 'queued',
      advice: expect.stringMatching(/n8n has moved to another address/),
    });
    await n8n.start();
    // The second try comes after 5 s, when n8n may not be up yet; the third half a minute later.
    await n8n.execution(id, 'success', 60_000);
    expect(went()).toEqual(['approved']);
  });
});

describe('an n8n behind a proxy with a wrong WEBHOOK_URL', () => {
  const PRIVATE = 'http://10.255.255.1:5678/';
  const check = async (at: N8n) =>
    (
      await at.call('POST', '/rest/credentials/test', {
        credentials: { id: '', name: 'Countersign', type: 'countersignApi', data: credential(relay.url) },
      })
    ).data;

  test('is told by the credential test, beside the waiting node, and by the delivery', async () => {
    expect(await check(n8n)).toEqual({ status: 'OK', message: 'Connection successful!' });
    const wrong = await startN8n({ settings: { WEBHOOK_URL: PRIVATE } });
    try {
      expect(await check(wrong)).toEqual({
        status: 'Error',
        message: expect.stringMatching(/cannot reach this n8n.*private network.*WEBHOOK_URL/),
      });
      const countersignApi = await wrong.createCredential('Countersign', 'countersignApi', credential(relay.url));
      const { id } = await gate({}, wrong, { countersignApi });
      const { id: execution } = await wrong.execution(id, 'waiting');
      const hint = expect.stringMatching(/will not reach 10\.255\.255\.1:5678.*Set WEBHOOK_URL in n8n/);
      expect((await wrong.hintsOf(execution)).Ask).toEqual([hint]);
      const [approval] = await relay.pending();
      expect((await relay.get(`/api/approvals/${approval.id}/timeline`)).warnings).toEqual([hint]);
      await relay.decide(approval.id, { verdict: 'approve' });
      expect(await answerOf(approval)).toMatchObject({ advice: expect.stringMatching(/Set WEBHOOK_URL in n8n/) });
    } finally {
      await wrong.stop();
    }
  });
});
