/** Zapier's fields made from the contract, so that a field means the same here as everywhere. */
import type { PlainInputField, PlainOutputField } from 'zapier-platform-core';

/** A field as `npm run contract` writes it. */
export interface ContractField {
  title: string;
  description: string;
  required: boolean;
  kind: 'string' | 'number' | 'boolean' | 'json' | 'dateTime' | 'options' | 'list';
  default?: unknown;
  options?: readonly { readonly value: string; readonly title: string }[];
  example?: unknown;
}

type InputShape = Pick<PlainInputField, 'type' | 'list' | 'dict'>;
const INPUT_OF: Record<ContractField['kind'], InputShape> = {
  string: { type: 'string' },
  number: { type: 'integer' },
  boolean: { type: 'boolean' },
  json: { dict: true },
  dateTime: { type: 'datetime' },
  options: {},
  list: { type: 'string', list: true },
};
const OUTPUT_OF: Record<ContractField['kind'], PlainOutputField['type']> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  json: undefined,
  dateTime: 'datetime',
  options: 'string',
  list: undefined,
};

/** A field of the contract that people fill in; what is in `more` comes on top. */
export function input(key: string, field: ContractField, more: Partial<PlainInputField> = {}): PlainInputField {
  return {
    key,
    label: titleCase(field.title),
    ...INPUT_OF[field.kind],
    ...(field.description && { helpText: field.description }),
    ...(field.required && { required: true }),
    ...(typeof field.default === 'string' && { default: field.default }),
    ...(typeof field.example === 'string' && { placeholder: field.example }),
    ...(field.options && {
      choices: field.options.map(({ value, title }) => ({
        value,
        sample: value,
        label: titleCase(title.toLowerCase()),
      })),
    }),
    ...more,
  };
}

/** A field of the contract that later steps can map. */
export function output(key: string, field: ContractField): PlainOutputField {
  const type = OUTPUT_OF[field.kind];
  return { key, label: titleCase(field.title), ...(type && { type }), ...(field.kind === 'list' && { list: true }) };
}

const SMALL = new Set(['of', 'or', 'and']);
const CAPITALS: Record<string, string> = { id: 'ID', url: 'URL', json: 'JSON' };

/** "Risk level" → "Risk Level", "Batch Id" → "Batch ID", "Separation of duty" → "Separation of Duty". */
export function titleCase(text: string): string {
  return text.replace(/[A-Za-z]+/g, (word, at: number) => {
    const lower = word.toLowerCase();
    if (CAPITALS[lower]) return CAPITALS[lower];
    const isInside = at > 0 && !/[\s(]/.test(text.charAt(at - 1));
    return isInside || (at > 0 && SMALL.has(word)) ? word : word.charAt(0).toUpperCase() + word.slice(1);
  });
}
