import type { z } from 'zod';
import { InvalidRequest } from './errors.js';

/** The value as the schema has it. Throws InvalidRequest that names every wrong field, what is wrong and how to mend it. */
export function validate<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new InvalidRequest(
    errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join(' '),
    errors,
  );
}
