/** Time-based one-time codes (RFC 6238), as authenticator apps make them. */
import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';

const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;
/** Clocks of phones are a little off. */
const STEPS_EITHER_SIDE = 1;

export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** What an authenticator app needs to know, as text and as a picture of it that was drawn here. */
export function totpInvitation(secret: string, email: string): { uri: string; qr: string } {
  const uri = totp(secret, email).toString();
  return { uri, qr: renderSVG(uri, { border: 2 }) };
}

/** The step of time that the code belongs to, or undefined when it is no code of about now. */
export function stepOfCode(secret: string, code: string, now: Date): number | undefined {
  const digits = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return undefined;
  const delta = totp(secret).validate({ token: digits, timestamp: now.getTime(), window: STEPS_EITHER_SIDE });
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
}

function totp(secret: string, label = ''): TOTP {
  return new TOTP({
    issuer: 'Countersign',
    label,
    secret: Secret.fromBase32(secret),
    period: PERIOD_SECONDS,
    digits: 6,
  });
}
