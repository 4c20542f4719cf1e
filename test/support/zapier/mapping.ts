/** Fills what was mapped into a step's fields: `{{2__detail_amount}}` is that value of step 2. */
export type Outputs = Record<number, unknown>;

/** A value that was not there becomes an empty text, as in Zapier. */
export function mapped(value: unknown, outputs: Outputs): unknown {
  if (typeof value === 'string') return inText(value, outputs);
  if (Array.isArray(value)) return value.map((each) => mapped(each, outputs));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapped(inner, outputs)]));
  return value;
}

function inText(text: string, outputs: Outputs): unknown {
  const [, whole] = /^\{\{([^{}]+)\}\}$/.exec(text) ?? [];
  if (whole) return lookUp(whole, outputs);
  return text.replace(/\{\{([^{}]+)\}\}/g, (_match, path: string) => String(lookUp(path, outputs)));
}

function lookUp(path: string, outputs: Outputs): unknown {
  const [step, ...names] = path.trim().split('__');
  const found = names.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
    outputs[Number(step)],
  );
  return found ?? '';
}
