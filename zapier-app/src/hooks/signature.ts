/**
 * Standard Webhooks: by it a Zap knows that an event comes from the relay. Its age is not looked at: Zapier keeps events of
 * a held Zap for days and hands them over later.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

const PREFIX = 'whsec_';

export interface HookCall {
  /** As Zapier gives them, with names such as `Http-Webhook-Id`. */
  headers: Record<string, unknown>;
  /** The bodies that may have been signed: as it came, or written anew should Zapier have changed its spaces. */
  bodies: string[];
  secret: string;
}

/** What is wrong with the call, in plain words, or undefined when the relay has signed it. */
export function signatureProblem({ headers, bodies, secret }: HookCall): string | undefined {
  const id = hookHeader(headers, 'webhook-id');
  const timestamp = hookHeader(headers, 'webhook-timestamp');
  const signatures = hookHeader(headers, 'webhook-signature');
  if (!id || !timestamp || !signatures) return 'The event is not signed.';
  const key = Buffer.from(secret.trim().slice(PREFIX.length), 'base64');
  const isSigned = bodies.some((body) => {
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
    return signatures.split(' ').some((signature) => matches(signature, expected));
  });
  return isSigned ? undefined : 'The event was not signed with the signing secret of this connection.';
}

/** A header by its name on the wire. */
export function hookHeader(headers: Record<string, unknown>, name: string): string | undefined {
  const found = Object.entries(headers).find(
    ([key]) =>
      key
        .toLowerCase()
        .replaceAll('_', '-')
        .replace(/^http-/, '') === name,
  );
  return typeof found?.[1] === 'string' ? found[1] : undefined;
}

function matches(signature: string, expected: Buffer): boolean {
  if (!signature.startsWith('v1,')) return false;
  const given = Buffer.from(signature.slice('v1,'.length), 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
