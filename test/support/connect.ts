/** Connections in tests: made by the API, called as their platform calls them, their cloud played by `relay.answers`. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { OutgoingAnswer, OutgoingRequest } from '../../relay/outbound.js';
import type { Answer, TestRelay } from './relay.js';

export const fixture = (file: string): Promise<Buffer> => readFile(path.resolve(__dirname, '../fixtures', file));

export interface Connected {
  id: string;
  inboundUrl: string;
  /** Posts a body to the connection's own address. */
  post(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
  events(): Promise<any[]>;
}

export async function connect(
  relay: TestRelay,
  platform: string,
  settings: object = {},
  more: object = {},
): Promise<Connected> {
  const made = await relay.post('/api/connections', { platform, name: `Our ${platform}`, settings, ...more });
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
  const { id, inboundUrl } = made.body as { id: string; inboundUrl: string };
  return {
    id,
    inboundUrl,
    post: (body, headers = {}) => relay.call('POST', new URL(inboundUrl).pathname, body, headers),
    events: async () => (await relay.get(`/api/connections/${id}/events`)).body.items,
  };
}

export interface CloudCall {
  method: string;
  path: string;
  headers: Record<string, string>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read calls as they come
  body: any;
}

/** A platform's API at `base`: `answer` plays it, and every call is remembered. */
export function playCloud(
  relay: TestRelay,
  base: string,
  answer: (call: CloudCall) => { status?: number; headers?: Record<string, string>; body?: unknown } | undefined,
) {
  const calls: CloudCall[] = [];
  relay.clouds.set(base, (request: OutgoingRequest): OutgoingAnswer => {
    const call = {
      method: request.method,
      path: request.url.slice(base.length),
      headers: request.headers,
      body: request.body ? JSON.parse(request.body) : undefined,
    };
    calls.push(call);
    const {
      status = 200,
      headers = {},
      body = {},
    } = answer(call) ?? { status: 404, body: { error: 'RecordNotFound' } };
    return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
  });
  return { calls, changes: () => calls.filter(({ method }) => method !== 'GET') };
}
