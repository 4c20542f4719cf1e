/** A loopback server that plays a cloud: it takes every call, remembers it, and answers as told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CloudCall {
  method: string;
  path: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read calls as they come
  body: any;
}

export async function startCloud(answer: (call: CloudCall) => unknown = () => ({ ok: true })) {
  const calls: CloudCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const call = { method: request.method ?? '', path: request.url ?? '', body: text ? parse(text) : undefined };
      calls.push(call);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer(call)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    to: (path: string) => calls.filter((call) => call.path.startsWith(path)),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
export type Cloud = Awaited<ReturnType<typeof startCloud>>;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}
