/** Passwords as scrypt hashes that carry their own parameters, so that these can be raised later. */
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);
const COST = 2 ** 15;
const BLOCK_SIZE = 8;
const HASH_BYTES = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await deriveWith(password, salt, COST, BLOCK_SIZE, HASH_BYTES);
  return ['scrypt', COST, BLOCK_SIZE, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Takes as long for an unknown person (`stored` undefined) as for a wrong password. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, cost, blockSize, salt, hash] = (stored ?? `scrypt$${COST}$${BLOCK_SIZE}$AAAAAAAAAAAAAAAAAAAAAA$`).split('$');
  const expected = Buffer.from(hash ?? '', 'base64url');
  const actual = await deriveWith(
    password,
    Buffer.from(salt ?? '', 'base64url'),
    Number(cost),
    Number(blockSize),
    HASH_BYTES,
  );
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

function deriveWith(password: string, salt: Buffer, cost: number, blockSize: number, bytes: number): Promise<Buffer> {
  // scrypt needs 128 * N * r bytes; Node's default limit is exactly that of N = 2^14.
  return derive(password.normalize('NFKC'), salt, bytes, {
    N: cost,
    r: blockSize,
    p: 1,
    maxmem: 256 * cost * blockSize,
  });
}
