/** How an operation of the HTTP API is described, and what many of them share. */
import { z } from 'zod';
import type { Scope } from '../access.js';

export type Answers = Record<number, string | undefined>;
export interface Operation {
  summary: string;
  description?: string;
  tag: string;
  body?: z.ZodType;
  answer?: z.ZodType;
  /** Where it is not 200. */
  answerStatus?: 201;
  query?: z.ZodObject;
  path?: z.ZodObject;
  headers?: z.ZodObject;
  /** Scope a connection key needs; null for none at all. */
  scope: Scope | 'any' | null;
  problems?: Answers;
}

export const Id = z.object({ id: z.string() });
export const IdempotencyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .optional()
    .meta({ description: 'The same key with the same body gives the same approval.' }),
});
export const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
export const CONFLICT: Answers = { 409: 'It is decided already; the answer carries the approval as it stands.' };
export const MISSING: Answers = { 404: 'There is no such thing in this workspace.' };

export const UNREADABLE: Answers = { 422: 'The payload cannot be read or used; the text says why.' };

export type Operations = Record<string, Record<string, Operation>>;
