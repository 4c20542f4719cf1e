/** Codes for the day on which the phone is lost: each works once. Only their hashes are kept. */
import { randomBytes } from 'node:crypto';
import { hashToken } from './tokens.js';

const CODES = 10;
const GROUPS = 4;
const GROUP_LENGTH = 4;
/** Without the letters and digits that are taken for one another. 32 of them: a byte falls on each equally often. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz023456789';

export function newRecoveryCodes(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: CODES }, newCode);
  return { codes, hashes: codes.map(hashRecoveryCode) };
}

/** As it may be typed: in any case, with or without dashes and spaces. */
export const hashRecoveryCode = (typed: string): string => hashToken(typed.toLowerCase().replaceAll(/[\s-]/g, ''));

function newCode(): string {
  const letters = Array.from(randomBytes(GROUPS * GROUP_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return letters.match(/.{4}/g)?.join('-') ?? letters;
}
