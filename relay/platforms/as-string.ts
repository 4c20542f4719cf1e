/** A value from outside as text. Never fails: an object that came as JSON may have a field that is called toString. */
export function asString(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
