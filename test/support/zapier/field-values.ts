/** What the editor makes of a step's fields before the app sees them: defaults, types, and a word about what is wrong. */
export interface EditorField {
  key: string;
  type?: string;
  required?: boolean;
  default?: string;
  list?: boolean;
  dict?: boolean;
  choices?: Array<{ value: string }> | { perform: unknown };
}

/** The defaults that the editor writes down when the step is made. */
export function withDefaults(fields: EditorField[], given: Record<string, unknown>): Record<string, unknown> {
  const defaults = fields.filter((field) => field.default !== undefined).map((field) => [field.key, field.default]);
  return { ...(Object.fromEntries(defaults) as Record<string, unknown>), ...given };
}

/** Throws when a field is unknown, missing or not one of its choices: then the step could not be set up like this. */
export function checked(fields: EditorField[], given: Record<string, unknown>): void {
  for (const key of Object.keys(given))
    if (!fields.some((field) => field.key === key)) throw new Error(`There is no field "${key}"`);
  for (const { key, required, choices } of fields) {
    const value = given[key];
    if (required && (value === undefined || value === '')) throw new Error(`The required field "${key}" is empty`);
    if (
      Array.isArray(choices) &&
      value !== undefined &&
      value !== '' &&
      !choices.some((choice) => choice.value === value)
    )
      throw new Error(`"${String(value)}" is not among the choices of "${key}"`);
  }
}

/** Values by the types of their fields, without those that are empty. */
export function typed(fields: EditorField[], given: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(given)
    .filter(([, value]) => value !== '' && value !== undefined && value !== null)
    .map(([key, value]) => [
      key,
      typedValue(
        fields.find((field) => field.key === key),
        value,
      ),
    ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function typedValue(field: EditorField | undefined, value: unknown): unknown {
  if (field?.dict && typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, String(inner)]));
  if (field?.list) return [value].flat().map(String);
  if (field?.type === 'integer' || field?.type === 'number') return Number(value);
  if (field?.type === 'boolean') return value === true || value === 'true';
  return typeof value === 'object' ? value : String(value);
}
