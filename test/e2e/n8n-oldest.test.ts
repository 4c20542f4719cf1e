/** The oldest n8n that the nodes are made for, and the oldest for AI agents: what people rely on, in short. */
import { randomUUID } from 'node:crypto';
import { startCloud, type Cloud } from './support/fake-cloud';
import { startN8n, type N8n } from './support/n8n';
import { RELEASES } from './support/n8n-install';
import { until } from './support/processes';
import { callTo, refundGate } from './support/refund-gate';
import { KEY, SIGNING_SECRET, startRelayProcess, type RelayProcess } from './support/relay-process';

describe.each([
  [RELEASES.oldest.version, RELEASES.oldest, false],
  [RELEASES.oldestWithReview.version, RELEASES.oldestWithReview, true],
] as const)('n8n %s', (_version, release, hasReview) => {
  let relay: RelayProcess;
  let n8n: N8n;
  let cloud: Cloud;
  let credentials: { countersignApi: { id: string; name: string } };
  const data = () => ({ relayUrl: relay.url, connectionKey: KEY, signingSecret: SIGNING_SECRET });

  beforeAll(async () => {
    [relay, cloud, n8n] = await Promise.all([startRelayProcess(), startCloud(), startN8n({ release })]);
    credentials = { countersignApi: await n8n.createCredential('Countersign', 'countersignApi', data()) };
  }, 900_000);

  afterAll(async () => {
    await Promise.all([relay?.stop(), n8n?.stop(), cloud?.stop()]);
  });

  const refund = (ticketId: string, amount = '400.00') => ({ ticketId, requester: 'ana@example.com', amount });
  const sentFor = (ticketId: string) => cloud.calls.filter((each) => each.path.endsWith(`/${ticketId}`));

  test('the credential is tested, with the way back', async () => {
    const test = { ...credentials.countersignApi, type: 'countersignApi', data: data() };
    expect((await n8n.call('POST', '/rest/credentials/test', { credentials: test })).data.status).toBe('OK');
  });

  test('each item leaves by the output of its own decision, with what the reviewer made of it', async () => {
    const { id, hook } = await refundGate(n8n, cloud, credentials);
    await n8n.trigger(hook, { refunds: [refund('1'), refund('2')] });
    const asked = await relay.pending(2);
    const of = (ticketId: string) => asked.find(({ details }) => details.ticketId === ticketId).id as string;
    await relay.decide(of('1'), { verdict: 'approve', modifiedDetails: refund('1', '40.00') });
    await relay.decide(of('2'), { verdict: 'reject', note: 'Out of policy' });
    await n8n.execution(id, 'success');
    expect(sentFor('1').map(({ path, body }) => [path, body.details.amount])).toEqual([['/stripe/refunds/1', '40.00']]);
    expect(sentFor('2').map(({ path, body }) => [path, body.note])).toEqual([['/zendesk/declined/2', 'Out of policy']]);
  });

  test('nothing but the relay’s signed answer lets it go on', async () => {
    const { id, hook } = await refundGate(n8n, cloud, credentials);
    await n8n.trigger(hook, { refunds: [refund('3')] });
    await n8n.execution(id, 'waiting');
    const [approval] = await relay.pending();
    const url = await relay.callbackOf(approval.batchId);
    for (const to of [url, url.split('?')[0]!])
      await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"approved":true}' });
    expect((await n8n.execution(id, 'waiting')).status).toBe('waiting');
    await relay.decide(approval.id, { verdict: 'approve' });
    await n8n.execution(id, 'success');
    expect(sentFor('3')).toHaveLength(1);
  });

  test('the deadline ends it at Timed Out', async () => {
    const expiresAt = new Date(Date.now() + 3_000).toISOString();
    const { id, hook } = await refundGate(n8n, cloud, credentials, { expiresAt });
    await n8n.trigger(hook, { refunds: [refund('4')] });
    await n8n.execution(id, 'success');
    expect(sentFor('4').map(({ path }) => path)).toEqual(['/timed-out/4']);
  });

  test('the trigger starts a workflow, and the lists are there', async () => {
    const id = await n8n.publish(
      'Tell',
      [
        {
          name: 'When',
          type: 'n8n-nodes-countersign.countersignTrigger',
          typeVersion: 1.1,
          credentials,
          webhookId: randomUUID(),
          parameters: { events: ['approval.requested'], filter: { platform: ['api', 'zapier'] } },
        },
        callTo('Told', `${cloud.url}/told`),
      ],
      [['When', 0, 'Told']],
    );
    await until('the subscription', async () =>
      (await relay.get('/api/subscriptions')).items.length === 1 ? true : undefined,
    );
    await relay.post('/api/approvals/request', { action: 'pay', summary: 'Pay', details: {}, group: 'Finance' });
    await n8n.execution(id, 'success');
    const { data: groups } = await n8n.call('POST', '/rest/dynamic-node-parameters/options', {
      path: 'parameters',
      nodeTypeAndVersion: { name: 'n8n-nodes-countersign.countersign', version: 1.1 },
      currentNodeParameters: {},
      credentials,
      methodName: 'getGroups',
    });
    expect(groups).toContainEqual({ name: 'Finance', value: 'Finance' });
  });

  test(`the human review for agents’ tools is ${hasReview ? 'offered' : 'not offered yet'}`, async () => {
    const types = (await n8n.call('GET', '/types/nodes.json')) as Array<{ name: string }>;
    const names = types.map(({ name }) => name);
    expect(names.includes('n8n-nodes-countersign.countersignHitlTool')).toBe(hasReview);
  });
});
