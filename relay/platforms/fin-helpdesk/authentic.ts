/**
 * Whether a call to the helpdesk is Fin's: a token that Fin got by its client secret (RFC 6749, section 4.4), and, if the
 * connection has its secret, a signature. The token is signed with the client secret, so nothing need be kept of it, and a
 * new secret ends all that were given out.
 */
import { createHmac } from 'node:crypto';
import { isSameSecret } from '../constant-time.js';
import type { InboundCall } from '../platform.js';
import type { FinHelpdeskSettings } from './settings.js';

const TOKEN_SECONDS = 3_600;
const WINDOW_SECONDS = 300;

export interface Credentials {
  clientId: string;
  clientSecret: string;
  grantType: string;
}

/** From the Basic header or from the body, as a form or as JSON. */
export function credentialsOf({ headers, body, query }: InboundCall): Credentials {
  const fields = { ...query, ...formOf(body.toString('utf8'), headers['content-type'] ?? '') };
  const basic = /^Basic +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  const [id, ...secret] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':').map(decoded) : [];
  return {
    clientId: id ?? fields.client_id ?? '',
    clientSecret: basic ? secret.join(':') : (fields.client_secret ?? ''),
    grantType: fields.grant_type ?? 'client_credentials',
  };
}

export function isClient(given: Credentials, connectionId: string, { clientSecret }: FinHelpdeskSettings): boolean {
  return (
    clientSecret !== undefined &&
    isSameSecret(given.clientId, connectionId) &&
    isSameSecret(given.clientSecret, clientSecret)
  );
}

export function newToken(connectionId: string, { clientSecret = '' }: FinHelpdeskSettings, now: Date) {
  const until = Math.floor(now.getTime() / 1_000) + TOKEN_SECONDS;
  const token = `${until}.${mac(connectionId, until, clientSecret)}`;
  return { access_token: token, token_type: 'Bearer', expires_in: TOKEN_SECONDS };
}

/** Why the call is not Fin's, or undefined when it is. */
export function refusal(
  call: InboundCall,
  connectionId: string,
  settings: FinHelpdeskSettings,
  now: Date,
): string | undefined {
  const seconds = now.getTime() / 1_000;
  const [, until = '', given = ''] = /^Bearer +(\d{1,12})\.([\w-]+) *$/i.exec(call.headers.authorization ?? '') ?? [];
  const isOurs =
    settings.clientSecret !== undefined &&
    isSameSecret(given, mac(connectionId, Number(until), settings.clientSecret)) &&
    Number(until) > seconds;
  if (!isOurs) return 'The token is missing, has expired, or was got with another client secret.';
  return settings.signingSecret === undefined ? undefined : wrongSignature(call, settings.signingSecret, seconds);
}

/** HMAC-SHA256 of `{timestamp}:{body}`, or of the sorted parameters when there is no body. Its encoding is not documented. */
function wrongSignature({ headers, body, url }: InboundCall, secret: string, now: number): string | undefined {
  const time = headers['x-fin-request-timestamp'] ?? '';
  const given = (headers['x-fin-signature'] ?? '').replace(/^sha256=/i, '');
  if (!given || !/^\d+$/.test(time)) return 'The call is not signed by Fin.';
  if (Math.abs(now - Number(time)) > WINDOW_SECONDS)
    return 'The signature is older than five minutes, or one of the clocks is wrong.';
  const isRight = signedTexts(body, url).some((text) => {
    const hmac = createHmac('sha256', secret).update(`${time}:`).update(text).digest();
    return isSameSecret(given.toLowerCase(), hmac.toString('hex')) || isSameSecret(given, hmac.toString('base64'));
  });
  return isRight ? undefined : 'The signature is wrong. Is the signing secret that of this custom helpdesk?';
}

function signedTexts(body: Buffer, url: string): Array<Buffer | string> {
  if (body.length > 0) return [body];
  const parameters = (url.split('?')[1] ?? '').split('&').sort().join('&');
  return [...new Set([parameters, decoded(parameters)])];
}

function mac(connectionId: string, until: number, clientSecret: string): string {
  return createHmac('sha256', clientSecret).update(`fin-helpdesk token ${connectionId} ${until}`).digest('base64url');
}

function formOf(text: string, type: string): Record<string, string | undefined> {
  if (!/json/.test(type)) return Object.fromEntries(new URLSearchParams(text));
  try {
    const value: unknown = JSON.parse(text);
    const entries = Object.entries((value ?? {}) as object);
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {};
  }
}

/** Percent signs that mean nothing are left alone. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
