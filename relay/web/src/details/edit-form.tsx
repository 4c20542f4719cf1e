import { CloseButton, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { choicesOf } from '../../../contract/choices.js';
import { messages } from '../messages';
import type { Path } from './changes';
import { currencyOf, fieldKind, type Schema } from './field-kind';
import { fieldError } from './form-errors';
import { label } from './label';

interface EditProps {
  /** As they were asked; they fix each value's type. */
  original: unknown;
  value: unknown;
  schema?: Schema;
  path?: Path;
  onChange: (path: Path, value: unknown) => void;
}

/** The details as a form, made from their types or their schema, in the place where they were shown. */
export function EditForm({ original, value, schema, path = [], onChange }: EditProps) {
  const details = value as Record<string, unknown>;
  return (
    <div className="edit-form">
      {Object.entries(details).map(([name, inner]) => (
        <Field
          key={name}
          name={name}
          value={inner}
          original={(original as Record<string, unknown> | undefined)?.[name]}
          schema={schema?.properties?.[name]}
          required={schema?.required?.includes(name) ?? false}
          siblings={details}
          path={[...path, name]}
          onChange={onChange}
        />
      ))}
    </div>
  );
}

interface FieldProps extends EditProps {
  name: string;
  path: Path;
  required: boolean;
  siblings: Record<string, unknown>;
}

function Field(props: FieldProps) {
  const { name, value, original, schema, path, siblings, required, onChange } = props;
  const title = schema?.title ?? label(name);
  const kind = fieldKind(name, original ?? value, schema);
  const error = fieldError(name, value, original, schema, required);
  const isChanged = JSON.stringify(value) !== JSON.stringify(original);
  const shared = {
    label: title,
    description: schema?.description,
    error,
    'data-changed': isChanged || undefined,
    rightSection: undefined,
  };
  const was = isChanged && kind !== 'group' && kind !== 'list' && (
    <p className="difference">
      <del>{shown(original)}</del> → <ins>{shown(value)}</ins>
    </p>
  );

  if (kind === 'group') {
    return (
      <fieldset>
        <legend>{title}</legend>
        <EditForm original={original} value={value} schema={schema} path={path} onChange={onChange} />
      </fieldset>
    );
  }
  if (kind === 'list') return <ListField {...props} title={title} />;
  if (kind === 'boolean') {
    return (
      <div>
        <Switch
          label={title}
          checked={value === true}
          onChange={(event) => onChange(path, event.currentTarget.checked)}
        />
        {was}
      </div>
    );
  }
  if (kind === 'choice') {
    const choices = choicesOf(schema);
    const isChosen = choices.some((each) => String(each.value) === String(value));
    return (
      <div>
        <NativeSelect
          {...shared}
          value={String(value ?? '')}
          data={[
            ...(isChosen ? [] : [{ value: String(value ?? ''), label: messages.form.choose }]),
            ...choices.map((each) => ({ value: String(each.value), label: each.label })),
          ]}
          onChange={(event) =>
            onChange(path, choices.find((each) => String(each.value) === event.currentTarget.value)?.value)
          }
        />
        {was}
      </div>
    );
  }
  if (kind === 'longText') {
    return (
      <div>
        <Textarea
          {...shared}
          autosize
          minRows={3}
          maxRows={12}
          value={String(value ?? '')}
          onChange={(event) => onChange(path, event.currentTarget.value)}
        />
        {was}
      </div>
    );
  }
  const isNumber = typeof original === 'number' || kind === 'number';
  const currency = kind === 'money' ? currencyOf(siblings) : undefined;
  return (
    <div>
      <TextInput
        {...shared}
        inputMode={
          isNumber || kind === 'money' ? 'decimal' : kind === 'email' ? 'email' : kind === 'url' ? 'url' : undefined
        }
        rightSection={currency}
        rightSectionWidth={currency ? 56 : undefined}
        value={String(value ?? '')}
        onChange={(event) => onChange(path, isNumber ? asNumber(event.currentTarget.value) : event.currentTarget.value)}
      />
      {was}
    </div>
  );
}

function ListField({ name, value, original, schema, path, siblings, onChange, title }: FieldProps & { title: string }) {
  const values = value as unknown[];
  const originals = (original ?? []) as unknown[];
  return (
    <fieldset>
      <legend>{title}</legend>
      {values.map((each, index) => {
        const isGroup = typeof each === 'object' && each !== null;
        return (
          <div className="list-item" key={index}>
            {isGroup ? (
              <EditForm
                original={originals[index]}
                value={each}
                schema={schema?.items}
                path={[...path, index]}
                onChange={onChange}
              />
            ) : (
              <Field
                name={`${name} ${index + 1}`}
                value={each}
                original={originals[index]}
                schema={schema?.items}
                required={false}
                siblings={siblings}
                path={[...path, index]}
                onChange={onChange}
              />
            )}
            <CloseButton
              aria-label={messages.form.remove(`${title} ${index + 1}`)}
              onClick={() =>
                onChange(
                  path,
                  values.filter((_, at) => at !== index),
                )
              }
            />
          </div>
        );
      })}
    </fieldset>
  );
}

/** What cannot be read as a number stays text, so that nothing typed is lost; the form then says what is wrong. */
function asNumber(text: string): number | string {
  const number = Number(text.replace(',', '.'));
  return text.trim() === '' || Number.isNaN(number) || /[.,]$/.test(text) || String(number) !== text.replace(',', '.')
    ? text
    : number;
}

function shown(value: unknown): string {
  return value === '' || value === null || value === undefined ? messages.approval.empty : String(value);
}
