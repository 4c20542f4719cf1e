import { z } from 'zod';

/** Deepest nesting and most fields that `details`, `modifiedDetails` and `metadata` may have. */
const MAX_DEPTH = 20;
const MAX_FIELDS = 200;

export const JsonObject = z.record(z.string(), z.unknown()).superRefine((value, ctx) => {
  const problem = tooLarge(value);
  if (problem) ctx.addIssue({ code: 'custom', message: problem });
});

/** What is wrong with the size of a JSON value, or undefined when it is within the limits. */
function tooLarge(value: unknown): string | undefined {
  let fields = 0;
  const open: Array<{ value: unknown; depth: number }> = [{ value, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth > MAX_DEPTH) return `Nested deeper than ${MAX_DEPTH} levels. Send a flatter object.`;
    for (const child of Object.values(next.value)) {
      fields += 1;
      if (fields > MAX_FIELDS) return `More than ${MAX_FIELDS} fields. Send only what the reviewer needs.`;
      open.push({ value: child, depth: next.depth + 1 });
    }
  }
  return undefined;
}
