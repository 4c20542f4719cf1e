import { hash, randomBytes } from 'node:crypto';

/** An unguessable token of 256 bits, safe in a URL or a cookie. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What is kept of a token. Tokens are random and long, so a plain hash cannot be reversed by guessing. */
export const hashToken = (token: string): string => hash('sha256', token);
