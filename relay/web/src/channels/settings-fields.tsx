import { NumberInput, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import { messages } from '../messages';
import type { Field, Kind } from './queries';

const words = messages.channels;

interface SettingsFieldsProps {
  kind: Kind;
  secretsSet: string[];
  values: Record<string, unknown>;
  errors: Record<string, string>;
  onChange: (name: string, value: unknown) => void;
}

/** A field for each setting that the kind has, as its schema describes them. */
export function SettingsFields({ kind, secretsSet, values, errors, onChange }: SettingsFieldsProps) {
  return (
    <>
      {Object.entries(kind.settings.properties ?? {}).map(([name, field]) => {
        const shared = {
          label: field.title ?? name,
          description: field.description,
          error: errors[`settings.${name}`],
        };
        const value = values[name];
        if (kind.secrets.includes(name))
          return (
            <PasswordInput
              key={name}
              {...shared}
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': shared.label }}
              placeholder={secretsSet.includes(name) ? words.secretSet : words.secretMissing}
              value={textOf(value)}
              onChange={(event) => onChange(name, event.currentTarget.value)}
            />
          );
        return (
          <OpenField key={name} shared={shared} field={field} value={value} onChange={(to) => onChange(name, to)} />
        );
      })}
    </>
  );
}

interface OpenFieldProps {
  shared: { label: string; description?: string; error?: string };
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
}

function OpenField({ shared, field, value, onChange }: OpenFieldProps) {
  if (field.enum)
    return (
      <Select
        {...shared}
        data={field.enum}
        allowDeselect={false}
        value={textOf(value ?? field.default)}
        onChange={(chosen) => onChange(chosen ?? undefined)}
      />
    );
  if (field.type === 'integer' || field.type === 'number')
    return (
      <NumberInput
        {...shared}
        hideControls
        value={typeof value === 'number' ? value : textOf(value ?? field.default)}
        onChange={(typed) => onChange(typed === '' ? null : typed)}
      />
    );
  if (field.type === 'array')
    return (
      <Textarea
        {...shared}
        description={`${shared.description ?? ''} ${words.onePerLine}`.trim()}
        autosize
        minRows={2}
        value={Array.isArray(value) ? value.join('\n') : ''}
        onChange={(event) => onChange(event.currentTarget.value.split('\n'))}
      />
    );
  return <TextInput {...shared} value={textOf(value)} onChange={(event) => onChange(event.currentTarget.value)} />;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
