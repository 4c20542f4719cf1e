import { readMoney } from '../../../contract/money.js';
import { messages } from '../messages';
import type { Path } from './changes';
import { fieldKind, type Schema } from './field-kind';

/** What is wrong with one value of the form, or undefined. `original` fixes the type: a number stays a number. */
export function fieldError(
  name: string,
  value: unknown,
  original: unknown,
  schema?: Schema,
  required = false,
): string | undefined {
  const { form } = messages;
  if (required && (value === '' || value === null || value === undefined)) return form.required;
  const kind = fieldKind(name, original, schema);
  if (typeof original === 'number' || kind === 'number') {
    if (typeof value !== 'number') return form.number;
    if (schema?.minimum !== undefined && value < schema.minimum) return form.minimum(schema.minimum);
    if (schema?.maximum !== undefined && value > schema.maximum) return form.maximum(schema.maximum);
  }
  if (kind === 'money' && typeof value === 'string' && readMoney(value) === undefined) return form.number;
  if (kind === 'email' && typeof value === 'string' && fieldKind('', value) !== 'email') return form.email;
  if (kind === 'url' && typeof value === 'string' && !URL.canParse(value)) return form.url;
  return undefined;
}

/** Whether anything in the whole form is wrong. */
export function hasErrors(value: unknown, original: unknown, schema?: Schema, path: Path = []): boolean {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).some(([name, inner]) => {
      const innerSchema = Array.isArray(value) ? schema?.items : schema?.properties?.[name];
      const innerOriginal = (original as Record<string, unknown> | undefined)?.[name];
      if (typeof inner === 'object' && inner !== null)
        return hasErrors(inner, innerOriginal, innerSchema, [...path, name]);
      return fieldError(name, inner, innerOriginal, innerSchema, schema?.required?.includes(name)) !== undefined;
    });
  }
  return false;
}
