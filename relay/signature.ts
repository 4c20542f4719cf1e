/** Signs what leaves: Standard Webhooks 1.0.0, and Cheqpoint's older header for receivers written for it. */
import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

interface Signing {
  /** `whsec_` and base64. */
  secret: string;
  id: string;
  /** Of this attempt: receivers refuse old ones. */
  now: Date;
  body: string;
  cheqpointSignature: boolean;
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function signedHeaders({ secret, id, now, body, cheqpointSignature }: Signing): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
    // Keyed by the secret as it is shown, which is what people paste into createHmac.
    ...(cheqpointSignature && { 'x-cheqpoint-signature': createHmac('sha256', secret).update(body).digest('hex') }),
  };
}
