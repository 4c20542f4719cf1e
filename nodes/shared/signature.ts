/** Standard Webhooks: by it a node knows that a call comes from the relay, and that it is not an old one sent again. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export const TOLERANCE_SECONDS = 300;
const PREFIX = 'whsec_';

export interface SignedCall {
  /** Lower-case names, as Node gives them. */
  headers: Record<string, string | string[] | undefined>;
  /** The bytes as they came; parsed and written again they would differ. */
  rawBody: Buffer;
  secret: string;
  now: Date;
}

/** What is wrong with the call, in plain words, or undefined when the relay has signed it. */
export function signatureProblem({ headers, rawBody, secret, now }: SignedCall): string | undefined {
  const id = single(headers['webhook-id']);
  const timestamp = single(headers['webhook-timestamp']);
  const signatures = single(headers['webhook-signature']);
  if (!id || !timestamp || !signatures) return 'The call is not signed.';
  if (!/^\d+$/.test(timestamp) || Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) {
    return 'The call was signed too long ago, or the clocks of n8n and the relay differ by more than five minutes.';
  }
  if (!secret.startsWith(PREFIX)) return 'The signing secret in the credential does not begin with whsec_.';
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest();
  const isSigned = signatures.split(' ').some((signature) => matches(signature, expected));
  return isSigned
    ? undefined
    : 'The signature is wrong. Is the signing secret in the credential that of the connection key?';
}

function matches(signature: string, expected: Buffer): boolean {
  if (!signature.startsWith('v1,')) return false;
  const given = Buffer.from(signature.slice(3), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
