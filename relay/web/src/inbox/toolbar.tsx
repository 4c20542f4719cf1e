import { Button, Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ListView } from '../api/queries';
import { messages } from '../messages';
import { FilterMenu } from './filter-menu';
import type { Filter } from './use-view';
import { ViewsMenu } from './views-menu';

const words = messages.working;
const SORTS = ['newest', 'priority', 'deadline'] as const;

interface ToolbarProps {
  view: ListView;
  query: string;
  show: (query: string) => void;
  setFilter: (name: Filter, value: string) => void;
  /** What is left of the menus. */
  children?: ReactNode;
}

/** Saved views, more filters, and the order of the list. */
export function Toolbar({ view, query, show, setFilter, children }: ToolbarProps) {
  const sort = view.sort ?? 'newest';
  return (
    <div className="toolbar">
      {children}
      <ViewsMenu query={query} show={show} />
      <FilterMenu view={view} setFilter={setFilter} />
      {view.tab !== 'decided' && (
        <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={220}>
          <Menu.Target>
            <Button variant="subtle" color="gray" size="xs" aria-label={`${words.sortLabel}: ${words.sort[sort]}`}>
              {words.sort[sort]}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {SORTS.map((each) => (
              <Menu.Item
                key={each}
                aria-current={each === sort || undefined}
                fw={each === sort ? 600 : undefined}
                onClick={() => setFilter('sort', each === 'newest' ? '' : each)}
              >
                {words.sort[each]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
