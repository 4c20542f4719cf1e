import { Anchor, UnstyledButton } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { choicesOf } from '../../../contract/choices.js';
import { messages } from '../messages';
import { When } from '../time/when';
import { currencyOf, fieldKind, type Schema } from './field-kind';
import { label } from './label';

interface ValueProps {
  name: string;
  value: unknown;
  schema?: Schema;
  siblings: Record<string, unknown>;
}

/** One value as a person reads it. What a customer wrote is always text, never markup. */
export function Value({ name, value, schema, siblings }: ValueProps): ReactNode {
  const text = String(value);
  switch (fieldKind(name, value, schema)) {
    case 'money':
      return <span className="money">{[text, currencyOf(siblings)].filter(Boolean).join(' ')}</span>;
    case 'number':
      return <span className="tabular">{text}</span>;
    case 'boolean':
      return value === null ? <Nothing /> : value ? messages.approval.yes : messages.approval.no;
    case 'date':
      return /T/.test(text) ? <When time={text} /> : <span className="tabular">{text}</span>;
    case 'email':
      return <Anchor href={`mailto:${encodeURIComponent(text)}`}>{text}</Anchor>;
    case 'url':
      return (
        <Anchor href={text} target="_blank" rel="noopener noreferrer nofollow">
          {text}
        </Anchor>
      );
    case 'longText':
      return <LongText text={text} />;
    case 'group':
      return <Facts details={value as Record<string, unknown>} schema={schema} />;
    case 'list':
      return <ListOfValues name={name} values={value as unknown[]} schema={schema} siblings={siblings} />;
    case 'choice':
      return choicesOf(schema).find((each) => each.value === value)?.label ?? (text || <Nothing />);
    case 'empty':
      return <Nothing />;
    default:
      return text === '' ? <Nothing /> : text;
  }
}

function Nothing() {
  return <span className="dim">{messages.approval.empty}</span>;
}

/** Names and values, one under the other; objects inside are groups of their own. */
export function Facts({ details, schema }: { details: Record<string, unknown>; schema?: Schema }) {
  return (
    <dl className="facts">
      {Object.entries(details).map(([name, value]) => (
        <div key={name} data-kind={fieldKind(name, value, schema?.properties?.[name])}>
          <dt>{schema?.properties?.[name]?.title ?? label(name)}</dt>
          <dd>
            <Value name={name} value={value} schema={schema?.properties?.[name]} siblings={details} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ListOfValues({
  name,
  values,
  schema,
  siblings,
}: {
  name: string;
  values: unknown[];
  schema?: Schema;
  siblings: Record<string, unknown>;
}) {
  if (values.length === 0) return <Nothing />;
  return (
    <ul className="values">
      {values.map((each, index) => (
        <li key={index}>
          <Value name={name} value={each} schema={schema?.items} siblings={siblings} />
        </li>
      ))}
    </ul>
  );
}

function LongText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false);
  return (
    <>
      <p className="long-text" data-clamped={!isWhole || undefined}>
        {text}
      </p>
      <UnstyledButton className="more" onClick={() => setWhole(!isWhole)} aria-expanded={isWhole}>
        {isWhole ? messages.approval.showLess : messages.approval.showMore}
      </UnstyledButton>
    </>
  );
}
