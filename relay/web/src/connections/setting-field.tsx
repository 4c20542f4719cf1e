import { NativeSelect, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core';
import { label } from '../details/label';
import { messages } from '../messages';

export interface SettingSchema {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  maxLength?: number;
  anyOf?: SettingSchema[];
  items?: SettingSchema;
}
interface SettingFieldProps {
  name: string;
  schema: SettingSchema;
  value: unknown;
  isSecret: boolean;
  isSet: boolean;
  error?: string;
  onChange: (value: unknown) => void;
}
const LONG = 300;
const words = messages.connections;

/** One setting of a platform, as its schema describes it. */
export function SettingField({ name, schema, value, isSecret, isSet, error, onChange }: SettingFieldProps) {
  const shared = { label: schema.title ?? label(name), description: schema.description, error };
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (isSecret)
    return (
      <PasswordInput
        {...shared}
        value={text}
        autoComplete="off"
        placeholder={isSet ? words.secretSet : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (schema.type === 'boolean')
    return <Switch {...shared} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
  if (schema.enum)
    return (
      <NativeSelect
        {...shared}
        value={text}
        data={schema.enum.map((each) => ({ value: String(each), label: label(String(each)) }))}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  if (schema.type === 'array')
    return (
      <TextInput
        {...shared}
        description={[schema.description, words.list].filter(Boolean).join(' ')}
        value={Array.isArray(value) ? value.join(', ') : ''}
        onChange={(event) => onChange(event.currentTarget.value.split(/,\s?/))}
      />
    );
  if ((schema.maxLength ?? 0) > LONG)
    return (
      <Textarea
        {...shared}
        value={text}
        autosize
        minRows={2}
        maxRows={10}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  return (
    <TextInput
      {...shared}
      value={text}
      inputMode={isNumber ? 'numeric' : undefined}
      onChange={({ currentTarget: { value: typed } }) =>
        onChange(isNumber && /^\d+$/.test(typed) ? Number(typed) : typed)
      }
    />
  );
}
