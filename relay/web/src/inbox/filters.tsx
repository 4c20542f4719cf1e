import { CloseButton, TextInput, UnstyledButton } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ListView } from '../api/queries';
import { label } from '../details/label';
import { messages } from '../messages';
import { SearchIcon } from '../shell/icons';
import { useShortcuts } from '../shell/use-shortcuts';
import { RiskMark } from './risk-mark';
import type { Filter } from './use-view';

const RISKS = ['high', 'medium', 'low'] as const;
const TYPING_MS = 250;

interface FiltersProps {
  view: ListView;
  setFilter: (name: Filter, value: string) => void;
  children?: ReactNode;
}

/** Search, risk, and a chip for each other filter that the address carries. */
export function Filters({ view, setFilter, children }: FiltersProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(view.q ?? '');
  useShortcuts({ '/': () => input.current?.focus() });
  useEffect(() => {
    const timer = setTimeout(() => text !== (view.q ?? '') && setFilter('q', text), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <div className="filters">
      <TextInput
        ref={input}
        type="search"
        aria-label={messages.inbox.search}
        placeholder={messages.inbox.searchHint}
        leftSection={<SearchIcon />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <div className="chips" role="group" aria-label={messages.inbox.allRisks}>
        {RISKS.map((risk) => (
          <UnstyledButton
            key={risk}
            className="chip"
            aria-pressed={view.risk === risk}
            onClick={() => setFilter('risk', view.risk === risk ? '' : risk)}
          >
            <RiskMark level={risk} />
          </UnstyledButton>
        ))}
        {(['action', 'platform', 'group', 'assignee'] as const).map((name) => {
          const value = view[name];
          return (
            value && (
              <span key={name} className="chip" data-set>
                {inWords(name, value)}
                <CloseButton size="sm" aria-label={messages.inbox.clear(value)} onClick={() => setFilter(name, '')} />
              </span>
            )
          );
        })}
      </div>
      {children}
    </div>
  );
}

function inWords(name: Filter, value: string): string {
  if (name === 'group') return messages.working.group(value);
  if (name === 'assignee') return value === 'nobody' ? messages.working.nobody : messages.working.with(value);
  return label(value);
}
