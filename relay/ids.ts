import { randomBytes } from 'node:crypto';

/** Makes a new unguessable id, such as `req_2f1c9a7d4be0583a66c1d2e4`. */
export type NewId = (prefix: string) => string;

export const randomId: NewId = (prefix) => `${prefix}_${randomBytes(12).toString('hex')}`;
