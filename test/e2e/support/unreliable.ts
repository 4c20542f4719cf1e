/** A line to the relay that can be cut, lose an answer on its way back, or change one. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export async function startUnreliable(target: string) {
  let onAnswer: (path: string, body: string) => string | undefined = (_path, body) => body;
  let isCut = false;
  const server = createServer((request, response) => {
    if (isCut) return void request.socket.destroy();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
      void fetch(target + request.url, {
        method: request.method,
        headers: headers as Record<string, string>,
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      }).then(async (answer) => {
        const body = onAnswer(request.url ?? '', await answer.text());
        if (body === undefined) return void request.socket.destroy();
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
        response.end(body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut(): void {
      isCut = true;
    },
    mend(): void {
      isCut = false;
      onAnswer = (_path, body) => body;
    },
    /** What becomes of an answer; undefined loses it. */
    answers(change: (path: string, body: string) => string | undefined): void {
      onAnswer = change;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
export type Unreliable = Awaited<ReturnType<typeof startUnreliable>>;
