import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get } from '../api/client';
import { useMe, type ListView } from '../api/queries';
import { messages } from '../messages';
import type { Filter } from './use-view';
import { ViewsMenu } from './views-menu';

const words = messages.working;
const SORTS = ['newest', 'priority', 'deadline'] as const;

const useGroupNames = () =>
  useQuery({
    queryKey: ['group-names'],
    queryFn: async () => (await get<{ items: Array<{ name: string }> }>('/api/groups')).items.map(({ name }) => name),
    staleTime: 60_000,
  });

interface ToolbarProps {
  view: ListView;
  query: string;
  show: (query: string) => void;
  setFilter: (name: Filter, value: string) => void;
}

/** Saved views, more filters, and the order of the list. */
export function Toolbar({ view, query, show, setFilter }: ToolbarProps) {
  const groups = useGroupNames().data ?? [];
  const email = useMe().data?.user?.email;
  const sort = view.sort ?? 'newest';
  return (
    <div className="toolbar">
      <ViewsMenu query={query} show={show} />
      <Menu position="bottom-start" width={220}>
        <Menu.Target>
          <Button variant="default" size="xs">
            {words.filter}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          <Menu.Label>{words.filterWith}</Menu.Label>
          <Menu.Item onClick={() => setFilter('assignee', 'nobody')}>{words.nobody}</Menu.Item>
          {email && <Menu.Item onClick={() => setFilter('assignee', email)}>{words.me}</Menu.Item>}
          {groups.length > 0 && <Menu.Label>{words.filterGroup}</Menu.Label>}
          {groups.slice(0, 20).map((name) => (
            <Menu.Item key={name} onClick={() => setFilter('group', name)}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {view.tab !== 'decided' && (
        <Menu position="bottom-end" width={220}>
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
