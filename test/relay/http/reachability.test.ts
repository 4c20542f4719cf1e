/** Whether the relay can call back, as the credential test of the n8n node asks. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseAllowList } from '../../../relay/deliveries/destination.js';
import { createSend } from '../../../relay/deliveries/send.js';
import { startRelay, stopRelays } from '../../support/relay.js';

afterEach(stopRelays);

const N8N = 'https://n8n.example.com/webhook-waiting/__UNKNOWN__';
const UNKNOWN = '{"code":404,"message":"The execution \\"__UNKNOWN__\\" does not exist."}';

test.each([
  ['n8n itself', 404, UNKNOWN, { reachable: true, problem: null }],
  ['n8n, which wants a token', 401, '{"error":"Invalid token"}', { reachable: true, problem: null }],
  ['a page of a proxy', 200, '<h1>Welcome to nginx</h1>', { reachable: false, problem: 'not_n8n' }],
  ['a redirect', 301, '', { reachable: false, problem: 'redirect' }],
  ['a proxy without n8n', 502, '', { reachable: false, problem: 'unreachable' }],
])('%s is seen as what it is', async (_what, status, body, expected) => {
  const relay = await startRelay();
  relay.answers.set(N8N, () => ({ status, headers: {}, body }));
  const { body: said } = await relay.post('/api/reachability', { url: N8N });
  expect(said).toMatchObject(expected);
  expect(JSON.stringify(said)).not.toContain('nginx');
  expect(relay.sentTo(N8N)).toEqual([expect.objectContaining({ method: 'GET' })]);
});

test('private hosts are not asked, and only those who have a key may ask', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('secret');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const outgoing = createSend({ allowList: parseAllowList([]) });
  const relay = await startRelay({ deliver: outgoing.send });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook-waiting/1`;
  expect((await relay.post('/api/reachability', { url })).body).toMatchObject({ reachable: false, problem: 'private' });
  expect((await relay.post('/api/reachability', { url }, {})).status).toBe(401);
  expect((await relay.post('/api/reachability', {})).body).toEqual({ reachable: null, problem: null, detail: null });
  expect(asked).toEqual([]);
  await outgoing.close();
  await new Promise((resolve) => server.close(resolve));
});
