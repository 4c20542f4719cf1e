/** https://developer.zendesk.com/documentation/webhooks/verifying: base64(HMAC-SHA256(secret, timestamp + body)). */
import { createHmac } from 'node:crypto';
import { isSameSecret } from '../constant-time.js';
import type { InboundCall } from '../platform.js';
import type { ZendeskSettings } from './settings.js';

/** Zendesk names no limit; five minutes are what receivers use. Clocks may be wrong both ways. */
const TOLERANCE_MS = 300_000;

/** Without a signing secret every call to the connection's address counts as Zendesk's: the address is then the secret. */
export function verify(
  { headers, body }: InboundCall,
  { signingSecret }: ZendeskSettings,
  now: Date,
): string | undefined {
  if (!signingSecret) return undefined;
  const signature = headers['x-zendesk-webhook-signature'];
  const timestamp = headers['x-zendesk-webhook-signature-timestamp'];
  if (!signature || !timestamp) return 'The call is not signed by Zendesk.';
  if (!(Math.abs(now.getTime() - Date.parse(timestamp)) <= TOLERANCE_MS))
    return 'The call was signed more than five minutes ago, or the clocks differ by as much.';
  // The secret looks like base64 and is used as the text that it is.
  const expected = createHmac('sha256', signingSecret).update(timestamp).update(body).digest('base64');
  return isSameSecret(signature, expected)
    ? undefined
    : 'The signature is wrong. Is the signing secret in the connection that of this webhook?';
}
