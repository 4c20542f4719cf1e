import { randomUUID } from 'node:crypto';

/** Makes a new unguessable id, such as `req_2f1c9a7d4be0583a66c1d2e4`. */
export type NewId = (prefix: string) => string;

/** 96 random bits: those of a UUID, which Node makes many at a time, without the digits that say what kind it is. */
export const randomId: NewId = (prefix) => {
  const uuid = randomUUID();
  return `${prefix}_${uuid.slice(0, 8)}${uuid.slice(9, 13)}${uuid.slice(24)}`;
};
