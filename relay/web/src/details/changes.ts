/** What differs between the details as they were asked and as the reviewer would have them. */
export type Path = Array<string | number>;

export interface Change {
  path: Path;
  before: unknown;
  after: unknown;
}

export function changes(before: unknown, after: unknown, path: Path = []): Change[] {
  if (Array.isArray(before) && Array.isArray(after) && before.length !== after.length) return [{ path, before, after }];
  if (isNested(before) && isNested(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => changes(before[name], after[name], [...path, name]));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

/** The same details with one value changed; nothing else is touched. */
export function withValue(details: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(details))
    return details.map((each, index) => (index === Number(step) ? withValue(each, rest, value) : each));
  const object = (details ?? {}) as Record<string, unknown>;
  return { ...object, [step]: withValue(object[step], rest, value) };
}

function isNested(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
