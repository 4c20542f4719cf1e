/**
 * A proxy that plays the whole internet on loopback: whatever is asked of a cloud by its real name is taken, remembered and
 * answered as told. So what is tested can keep the addresses that it has in real life.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface NetCall {
  /** Such as `PUT acme.zendesk.com/api/v2/tickets/9921`. */
  to: string;
  headers: Record<string, string | string[] | undefined>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read calls as they come
  body: any;
}

/** `names` may have a star as their first label; `passed` names hosts that are really somewhere on loopback. */
export async function startInternet(
  names: string[],
  passed: Record<string, string>,
  answer: (call: NetCall) => unknown,
) {
  const folder = mkdtempSync(path.join(tmpdir(), 'fake-internet-'));
  const certificate = path.join(folder, 'ca.pem');
  const key = path.join(folder, 'key.pem');
  const subject = [...names, ...Object.keys(passed)].map((name) => `DNS:${name}`).join(',');
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=Fake internet',
    ].concat(['-addext', `subjectAltName=${subject}`, '-keyout', key, '-out', certificate]),
    { stdio: 'ignore' },
  );
  const calls: NetCall[] = [];

  const cloud = createHttps({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
    void bodyOf(request).then((text) => {
      const host = request.headers.host ?? '';
      const home = passed[host];
      if (home) return pass(request, text, home, response);
      const call = { to: `${request.method} ${host}${request.url}`, headers: request.headers, body: read(text) };
      calls.push(call);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(call)));
    });
  });
  const proxy = createHttp((request, response) => {
    response.statusCode = 501;
    response.end(`Only https is played here, not ${request.url}`);
  });
  proxy.on('connect', (_request, socket, head) => {
    const inside = connect((cloud.address() as AddressInfo).port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      inside.write(head);
      inside.pipe(socket).pipe(inside);
    });
    for (const each of [inside, socket]) each.on('error', () => [inside, socket].forEach((one) => one.destroy()));
  });
  // A tunnel is no connection of the server's any more, so that its sockets are kept here to be ended.
  const sockets = new Set<Socket>();
  for (const server of [cloud, proxy]) server.on('connection', (socket) => sockets.add(socket));
  await Promise.all([listen(cloud), listen(proxy)]);

  return {
    calls,
    /** For a child process that shall see this internet instead of the real one. */
    settings: {
      HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      NO_PROXY: '127.0.0.1,localhost',
      NODE_EXTRA_CA_CERTS: certificate,
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await Promise.all([close(cloud), close(proxy)]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type Internet = Awaited<ReturnType<typeof startInternet>>;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function pass(request: IncomingMessage, text: string, home: string, response: ServerResponse): Promise<void> {
  const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
  const answer = await fetch(home + request.url, {
    method: request.method,
    headers: headers as Record<string, string>,
    body: text === '' ? undefined : text,
  });
  response.statusCode = answer.status;
  response.setHeader('content-type', answer.headers.get('content-type') ?? 'text/plain');
  response.end(await answer.text());
}

function read(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}

const listen = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
const close = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));
