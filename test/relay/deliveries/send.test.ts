/** The only outgoing request, over real sockets on loopback. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseAllowList } from '../../../relay/deliveries/destination.js';
import { createSend } from '../../../relay/deliveries/send.js';
import type { OutgoingRequest } from '../../../relay/outbound.js';

const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(listener: RequestListener): Promise<number> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
function sender(allowed: string[], more: object = {}) {
  const { send, close } = createSend({ allowList: parseAllowList(allowed), ...more });
  closing.push(close);
  return (url: string, request: Partial<OutgoingRequest> = {}) =>
    send({ url, method: 'POST', headers: {}, body: '{}', ...request });
}

test('what is sent arrives, and what comes back is read', async () => {
  const port = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      response.setHeader('X-Seen', String(request.headers['webhook-id']));
      response.writeHead(202);
      response.end(`${request.method} ${request.url} ${body}`);
    });
  });
  const answer = await sender(['127.0.0.1'])(`http://127.0.0.1:${port}/a?b=c`, {
    headers: { 'webhook-id': 'msg_1' },
    body: '{"ü":1}',
  });
  expect(answer).toMatchObject({ status: 202, body: 'POST /a?b=c {"ü":1}', headers: { 'x-seen': 'msg_1' } });
});

test.each([
  'http://127.0.0.1',
  'http://127.1',
  'http://0x7f000001',
  'http://2130706433',
  'http://[::1]',
  'http://[::ffff:127.0.0.1]',
  'http://[::ffff:a00:1]',
  'http://10.1.2.3',
  'http://172.16.0.1',
  'http://192.168.1.1',
  'http://169.254.169.254',
  'http://100.64.0.1',
  'http://0.0.0.0',
  'http://[fe80::1]',
  'http://[fd00::1]',
  'http://[64:ff9b::7f00:1]',
  'http://224.0.0.1',
  'http://localhost',
])('nothing goes to %s', async (host) => {
  let wasReached = false;
  const port = await serve((_request, response) => {
    wasReached = true;
    response.end();
  });
  await expect(sender([])(`${host}:${port}/`)).rejects.toMatchObject({ reason: 'forbidden_destination' });
  expect(wasReached).toBe(false);
});

test('a name that turns to a private address between two looks does not get through', async () => {
  let wasReached = false;
  const port = await serve((_request, response) => {
    wasReached = true;
    response.end();
  });
  const resolve = (_name: string, done: (error: null, addresses: object[]) => void) =>
    done(null, [{ address: '127.0.0.1', family: 4 }]);
  await expect(sender([], { resolve })(`http://rebind.example:${port}/`)).rejects.toMatchObject({
    reason: 'forbidden_destination',
  });
  expect(wasReached).toBe(false);
});

test('hosts that the operator names are reached: by name, by address and by range', async () => {
  const port = await serve((_request, response) => response.end('here'));
  const resolve = (_name: string, done: (error: null, addresses: object[]) => void) =>
    done(null, [{ address: '127.0.0.1', family: 4 }]);
  expect((await sender(['n8n'], { resolve })(`http://n8n:${port}/`)).body).toBe('here');
  expect((await sender(['127.0.0.0/8'])(`http://127.0.0.1:${port}/`)).body).toBe('here');
  await expect(sender(['n8n'], { resolve })(`http://other:${port}/`)).rejects.toMatchObject({
    reason: 'forbidden_destination',
  });
});

test('a redirect is an answer, not a way', async () => {
  let followed = false;
  const port = await serve((request, response) => {
    followed ||= request.url === '/there';
    response.writeHead(302, { location: '/there' });
    response.end();
  });
  expect((await sender(['127.0.0.1'])(`http://127.0.0.1:${port}/`)).status).toBe(302);
  expect(followed).toBe(false);
});

test('who does not answer is not waited for for ever', async () => {
  const port = await serve(() => undefined);
  await expect(sender(['127.0.0.1'], { timeoutMs: 200 })(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({
    reason: 'timeout',
  });
});

test('who is not there is said in plain words', async () => {
  const port = await serve(() => undefined);
  await closing.pop()!();
  await expect(sender(['127.0.0.1'])(`http://127.0.0.1:${port}/`)).rejects.toThrow(/refused the connection/);
});

test('of an endless answer only the beginning is read', async () => {
  const port = await serve((_request, response) => {
    const more = (): void => void (response.writable && response.write('x'.repeat(65_536), more));
    more();
  });
  expect((await sender(['127.0.0.1'])(`http://127.0.0.1:${port}/`)).body).toHaveLength(65_536);
});
