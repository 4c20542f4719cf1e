/** Fin, as far as a custom helpdesk knows it: gets a token, calls the operations, signs if it has a secret. */
import { createHmac } from 'node:crypto';
import type { Answer, TestRelay } from './relay.js';

export interface Fin {
  id: string;
  clientSecret: string;
  /** An operation of the generation that posts only. */
  post(operation: string, body?: unknown): Promise<Answer>;
  rest(method: string, path: string, body?: unknown): Promise<Answer>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
  events(): Promise<any[]>;
}

const TOKEN_MS = 3_600_000;

export async function connectFin(
  relay: TestRelay,
  settings: { signingSecret?: string; [name: string]: unknown } = {},
): Promise<Fin> {
  const made = await relay.post('/api/connections', { platform: 'fin-helpdesk', name: 'Our Fin', settings });
  if (made.status !== 200) throw new Error(JSON.stringify(made.body));
  const { id, generated } = made.body as { id: string; generated: { clientSecret: string } };
  return finOf(relay, { id, clientSecret: generated.clientSecret, signingSecret: settings.signingSecret });
}

/** Fin with what it was given for a connection that is there already. It gets a new token when the old one has run out. */
export function finOf(
  relay: TestRelay,
  { id, clientSecret, signingSecret }: { id: string; clientSecret: string; signingSecret?: string },
): Fin {
  let token = { text: '', until: 0 };
  const call = async (method: string, path: string, body?: unknown) => {
    const now = relay.clock.now();
    if (now.getTime() >= token.until) token = { text: await newToken(), until: now.getTime() + TOKEN_MS };
    const text = body === undefined ? undefined : JSON.stringify(body);
    return relay.call(method, `/helpdesk/${id}/${path}`, text, {
      ...(text !== undefined && { 'content-type': 'application/json' }),
      authorization: `Bearer ${token.text}`,
      ...(signingSecret && finSignature(signingSecret, now, text ?? sorted(path))),
    });
  };
  return {
    id,
    clientSecret,
    post: (operation, body = {}) => call('POST', operation, body),
    rest: call,
    events: async () => (await relay.get(`/api/connections/${id}/events`)).body.items,
  };

  async function newToken(): Promise<string> {
    const got = await relay.call(
      'POST',
      `/helpdesk/${id}/oauth/token`,
      `grant_type=client_credentials&client_id=${id}&client_secret=${clientSecret}`,
      { 'content-type': 'application/x-www-form-urlencoded' },
    );
    return got.body.access_token as string;
  }
}

/** The headers by which Fin says that it was Fin. */
export function finSignature(
  secret: string,
  at: Date,
  text: string,
  write: (hmac: Buffer) => string = (hmac) => hmac.toString('hex'),
): Record<string, string> {
  const time = String(Math.floor(at.getTime() / 1000));
  const hmac = createHmac('sha256', secret).update(`${time}:${text}`).digest();
  return { 'x-fin-request-timestamp': time, 'x-fin-signature': write(hmac) };
}

function sorted(path: string): string {
  return (path.split('?')[1] ?? '').split('&').sort().join('&');
}
