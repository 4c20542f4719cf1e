/** n8n properties made from the contract, so that a field means the same here as everywhere. */
import type { INodeProperties } from 'n8n-workflow';
import { fields } from './contract.generated';

type FieldName = keyof typeof fields;
interface Field {
  title: string;
  description: string;
  required: boolean;
  kind: 'string' | 'number' | 'boolean' | 'json' | 'dateTime' | 'options' | 'list';
  default?: unknown;
  options?: readonly { value: string; title: string }[];
}

const TYPE_OF: Record<Field['kind'], INodeProperties['type']> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  json: 'json',
  dateTime: 'dateTime',
  options: 'options',
  list: 'string',
};
const EMPTY: Record<Field['kind'], INodeProperties['default']> = {
  string: '',
  number: 0,
  boolean: false,
  json: '{}',
  dateTime: '',
  options: '',
  list: '',
};

/** A field of the approval request as a property of the node; what is in `more` comes on top. */
export function property(name: FieldName, more: Partial<INodeProperties> = {}): INodeProperties {
  const field: Field = fields[name];
  return {
    displayName: titleCase(field.title),
    name,
    type: TYPE_OF[field.kind],
    default: (field.default as INodeProperties['default']) ?? EMPTY[field.kind],
    description: field.description.replace(/\.$/, ''),
    ...(field.required && { required: true }),
    ...(field.options && { options: field.options.map(({ value, title }) => ({ name: title, value })) }),
    ...more,
  };
}

function titleCase(text: string): string {
  return text.replace(/\b([a-z])(?=[a-z]{2,})/g, (letter) => letter.toUpperCase()).replace(/\bUrl\b/g, 'URL');
}
