import { createHmac } from 'node:crypto';
import { EVENT_RETENTION_DAYS } from '../../contract/connection.js';
import { parseJson } from '../../parse-json.js';
import { isSameSecret } from '../constant-time.js';
import type { InboundCall, Platform } from '../platform.js';
import { IntercomSettings } from './settings.js';
import { setUp } from './set-up.js';
import { lookUp, read, translate } from './translate.js';
import { writeBack } from './write-back.js';

const DAY_MS = 86_400_000;

/** `X-Hub-Signature: sha1=<hex>` over the raw body, keyed by the app's client secret. It has no time, so repeats are known by the notification's id. */
function verify({ headers, body }: InboundCall, { clientSecret }: IntercomSettings, now: Date): string | undefined {
  if (!clientSecret) return undefined;
  const given = headers['x-hub-signature'];
  if (!given) return 'The call is not signed by Intercom.';
  const expected = `sha1=${createHmac('sha1', clientSecret).update(body).digest('hex')}`;
  if (!isSameSecret(given, expected)) return 'The signature is wrong. Is the client secret that of this app?';
  return isForgotten(body, now)
    ? 'The notification is older than those that are known, so it may be a repetition.'
    : undefined;
}

/** Whether it was made before what came in was last forgotten: whoever kept a copy could otherwise send it again. */
function isForgotten(body: Buffer, now: Date): boolean {
  try {
    const { created_at: created } = parseJson(body) as { created_at?: unknown };
    const ageMs = now.getTime() - Number(created) * 1_000;
    return typeof created === 'number' && ageMs > EVENT_RETENTION_DAYS * DAY_MS;
  } catch {
    return false; // What cannot be read is refused where it is read.
  }
}

export const intercom: Platform<IntercomSettings> = {
  title: 'Intercom and Fin',
  settings: IntercomSettings,
  secrets: ['clientSecret', 'accessToken'],
  // Intercom asks with HEAD before it saves the address.
  probe: ({ method }) => (method === 'HEAD' ? { status: 200, body: '' } : undefined),
  verify,
  read,
  lookUp,
  translate,
  setUp,
  writeBack,
};
