import { createHmac } from 'node:crypto';
import { isSameSecret } from '../constant-time.js';
import type { InboundCall, Platform } from '../platform.js';
import { IntercomSettings } from './settings.js';
import { setUp } from './data-connectors.js';
import { lookUp, read, translate } from './translate.js';
import { writeBack } from './write-back.js';

/** `X-Hub-Signature: sha1=<hex>` over the raw body, keyed by the app's client secret. It has no time, so repeats are known by the notification's id. */
function verify({ headers, body }: InboundCall, { clientSecret }: IntercomSettings): string | undefined {
  if (!clientSecret) return undefined;
  const given = headers['x-hub-signature'];
  if (!given) return 'The call is not signed by Intercom.';
  const expected = `sha1=${createHmac('sha1', clientSecret).update(body).digest('hex')}`;
  return isSameSecret(given, expected) ? undefined : 'The signature is wrong. Is the client secret that of this app?';
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
