/** What a detail can be, when its schema lists it: the same in the inbox's form and in those of channels. Pure. */
export interface Choice {
  value: unknown;
  label: string;
}

/** By an `enum`, or by a `oneOf` of constants with titles; empty when the schema lists nothing. */
export function choicesOf(schema: { enum?: unknown; oneOf?: unknown } | undefined): Choice[] {
  if (Array.isArray(schema?.enum)) return schema.enum.map((value: unknown) => ({ value, label: String(value) }));
  if (!Array.isArray(schema?.oneOf)) return [];
  return schema.oneOf.filter(isConstant).map(({ const: value, title }) => ({
    value,
    label: typeof title === 'string' ? title : String(value),
  }));
}

function isConstant(each: unknown): each is { const: unknown; title?: unknown } {
  return typeof each === 'object' && each !== null && 'const' in each;
}
