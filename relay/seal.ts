/** Secrets at rest: AES-256-GCM under a key derived from the operator's master key. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A signature that only this master key makes; the same `text` for another purpose has another one. */
export type Sign = (purpose: string, text: string) => string;

export interface Sealer {
  sign: Sign;
  /** Text that only this master key can open; the same secret gives another text each time. */
  seal(secret: string): string;
  /** Throws when the text was made with another master key or was altered. */
  open(sealed: string): string;
}

export function createSealer(masterKey: string): Sealer {
  const key = Buffer.from(hkdfSync('sha256', masterKey, 'countersign', 'secrets at rest', 32));
  const signingKey = Buffer.from(hkdfSync('sha256', masterKey, 'countersign', 'signatures', 32));
  return {
    sign: (purpose, text) => createHmac('sha256', signingKey).update(`${purpose}\n${text}`).digest('base64url'),
    seal(secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
        'utf8',
      );
    },
  };
}
