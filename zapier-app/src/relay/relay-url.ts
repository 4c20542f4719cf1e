/** Where the relay is. The connection key goes there and nowhere else, so the address is looked at closely. */
import type { Bundle, ZObject } from 'zapier-platform-core';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The relay's address without a slash at the end. Throws in plain words when it is not https, or says too much. */
export function relayUrl(z: ZObject, { authData }: Bundle): string {
  const given = (authData.baseUrl ?? '').trim();
  const problem = problemOf(given);
  if (problem)
    throw new z.errors.Error(
      `${problem} Edit the connection and use the address at which you open the inbox, such as https://approvals.example.com.`,
      'invalid_relay_url',
      400,
    );
  const { origin, pathname } = new URL(given);
  return origin + pathname.replace(/\/+$/, '');
}

/** Whether a request goes to the relay itself, and not only to something that begins alike. */
export function isBelow(base: string, url: string | undefined): boolean {
  if (!url || !URL.canParse(url) || !URL.canParse(base)) return false;
  const [asked, relay] = [new URL(url), new URL(base)];
  const folder = relay.pathname.replace(/\/+$/, '');
  return asked.origin === relay.origin && asked.pathname.startsWith(`${folder}/`);
}

function problemOf(given: string): string | undefined {
  if (given === '') return 'The Relay URL is missing.';
  if (!URL.canParse(given)) return 'The Relay URL is no full address.';
  const url = new URL(given);
  if (url.protocol !== 'https:' && !isLoopbackInTests(url))
    return 'The Relay URL must begin with https://, or the connection key could be read on its way.';
  if (url.username || url.password) return 'The Relay URL must not contain a user name or password.';
  if (url.search || url.hash) return 'The Relay URL must not contain a question mark or a hash sign.';
  return undefined;
}

/** An operator of the integration must ask for it; at Zapier nothing listens on loopback. */
function isLoopbackInTests({ protocol, hostname }: URL): boolean {
  return process.env.COUNTERSIGN_ALLOW_LOOPBACK === '1' && protocol === 'http:' && LOOPBACK.has(hostname);
}
