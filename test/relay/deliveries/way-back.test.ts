/** Early warnings: what is known of the way back when something is asked, said to whoever asks and to whoever decides. */
import { NotSent, type OutgoingAnswer } from '../../../relay/outbound.js';
import { startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);

const N8N = 'https://n8n.example.com/webhook-waiting/7/node?signature=abc';
const answer = (status: number, body = ''): OutgoingAnswer => ({ status, headers: {}, body });
const request = { action: 'pay', summary: 'Pay', details: {} };

const warningsFor = async (relay: TestRelay, callbackUrl: string): Promise<string[]> =>
  (await relay.post('/api/approvals/request', { ...request, callbackUrl })).body.warnings;

async function decided(relay: TestRelay, callbackUrl: string): Promise<void> {
  const id = await relay.request({ callbackUrl });
  await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' });
  await relay.dispatcher.dispatchDue();
}

test.each([
  ['http://10.1.2.3:5678/webhook-waiting/7/node', /will not reach 10\.1\.2\.3:5678.*Set WEBHOOK_URL in n8n/],
  ['http://127.0.0.1:5678/webhook-waiting/7/node', /will not reach 127\.0\.0\.1:5678/],
  ['http://[::1]/done', /will not reach.*Give an address that is reached from outside/],
  ['http://localhost:5678/webhook-waiting/7/node', /may not reach localhost:5678.*COUNTERSIGN_ALLOW_PRIVATE_HOSTS/],
  ['http://n8n:5678/webhook-waiting/7/node', /may not reach n8n:5678/],
  ['https://flows.internal/done', /may not reach flows\.internal/],
])('an answer to %s is doubted, and nothing is sent to find out', async (url, words) => {
  const relay = await startRelay({ allowPrivateHosts: [] });
  expect(await warningsFor(relay, url)).toEqual([expect.stringMatching(words)]);
  expect(relay.sent).toEqual([]);
});

test.each(['http://10.1.2.3/done', 'http://n8n:5678/done', 'https://flows.example.com/done'])(
  'an answer to %s is not doubted where the operator has named it, or it is public',
  async (url) => {
    const relay = await startRelay({ allowPrivateHosts: ['10.0.0.0/8', 'n8n'] });
    expect(await warningsFor(relay, url)).toEqual([]);
  },
);

test('whoever decides is told while it waits, of a batch too, and no longer when it is decided', async () => {
  const relay = await startRelay({ allowPrivateHosts: [] });
  const { body } = await relay.post('/api/batches', {
    approvals: [request, request],
    callback: { url: 'http://10.1.2.3:5678/webhook-waiting/7/node' },
  });
  expect(body.warnings).toEqual([expect.stringMatching(/10\.1\.2\.3/)]);
  const [{ id }] = body.approvals;
  const warnings = async () => (await relay.get(`/api/approvals/${id}/timeline`)).body.warnings;
  expect(await warnings()).toEqual(body.warnings);
  await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' });
  expect(await warnings()).toEqual([]);
});

describe('an address at which earlier answers did not get through', () => {
  const down = (): never => {
    throw new NotSent('unreachable', 'n8n.example.com refused the connection.');
  };

  test('is doubted from the second failure on, until one gets through', async () => {
    const relay = await startRelay();
    relay.answers.set(N8N, down);
    await decided(relay, N8N);
    expect(await warningsFor(relay, N8N)).toEqual([]);
    await decided(relay, N8N);
    const other = 'https://n8n.example.com/webhook-waiting/8/node?signature=def';
    expect(await warningsFor(relay, other)).toEqual([
      expect.stringMatching(/the last 2 answers did not get through.*refused the connection.*WEBHOOK_URL/),
    ]);
    expect(await warningsFor(relay, 'https://elsewhere.example.com/webhook-waiting/8')).toEqual([]);
    await decided(relay, other);
    expect(await warningsFor(relay, N8N)).toEqual([]);
  });

  test.each([
    ['a proxy that answers for n8n is', answer(404, 'Not here'), 1],
    ['n8n that does not know an execution is not', answer(404, 'The execution "7" does not exist.'), 0],
    ['n8n with another signing secret is not', answer(401, '{"detail":"The signature is wrong."}'), 0],
  ])('%s', async (_who, said, doubts) => {
    const relay = await startRelay();
    relay.answers.set(N8N, () => said);
    await decided(relay, N8N);
    await decided(relay, N8N);
    expect(await warningsFor(relay, N8N)).toHaveLength(doubts);
  });

  test('a receiver that answers with an error is not: it can be reached', async () => {
    const relay = await startRelay();
    const url = 'https://hooks.example.com/one';
    relay.answers.set(url, () => answer(500));
    await decided(relay, url);
    await decided(relay, url);
    expect(await warningsFor(relay, 'https://hooks.example.com/other')).toEqual([]);
  });
});
