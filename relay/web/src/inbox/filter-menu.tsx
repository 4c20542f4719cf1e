import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FilterChoices } from '../../../contract/handling.js';
import { get } from '../api/client';
import { useMe, type ListView } from '../api/queries';
import { label } from '../details/label';
import { messages } from '../messages';
import { CheckIcon } from '../shell/icons';
import type { Filter } from './use-view';

const words = messages.working;
const SHOWN = 20;

const useGroupNames = () =>
  useQuery({
    queryKey: ['group-names'],
    queryFn: async () => (await get<{ items: Array<{ name: string }> }>('/api/groups')).items.map(({ name }) => name),
    staleTime: 60_000,
  });
const useChoices = () =>
  useQuery({
    queryKey: ['filter-choices'],
    queryFn: () => get<FilterChoices>('/api/filter-choices'),
    staleTime: 60_000,
  });

interface FilterMenuProps {
  view: ListView;
  setFilter: (name: Filter, value: string) => void;
}
interface Choice {
  value: string;
  text: string;
}

/** Every filter that is not a chip of its own. Chosen again, it is taken away. */
export function FilterMenu({ view, setFilter }: FilterMenuProps) {
  const groups = useGroupNames().data ?? [];
  const { actions, platforms } = useChoices().data ?? { actions: [], platforms: [] };
  const email = useMe().data?.user?.email;
  const named = (choices: FilterChoices['actions']): Choice[] =>
    choices.map(({ name }) => ({ value: name, text: label(name) }));
  const parts: Array<[Filter, string, Choice[]]> = [
    [
      'assignee',
      words.filterWith,
      [{ value: 'nobody', text: words.nobody }, ...(email ? [{ value: email, text: words.me }] : [])],
    ],
    ['action', words.filterAction, named(actions)],
    ['platform', words.filterPlatform, named(platforms)],
    ['group', words.filterGroup, groups.map((name) => ({ value: name, text: name }))],
  ];
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-start" width={240}>
      <Menu.Target>
        <Button variant="default" size="xs">
          {words.filter}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {parts
          .filter(([, , choices]) => choices.length > 0)
          .map(([filter, title, choices]) => (
            <div key={filter} role="group" aria-label={title}>
              <Menu.Label aria-hidden>{title}</Menu.Label>
              {choices.slice(0, SHOWN).map(({ value, text }) => {
                const isSet = view[filter] === value;
                return (
                  <Menu.Item
                    key={value}
                    aria-current={isSet || undefined}
                    fw={isSet ? 600 : undefined}
                    rightSection={isSet ? <CheckIcon /> : undefined}
                    onClick={() => setFilter(filter, isSet ? '' : value)}
                  >
                    {text}
                  </Menu.Item>
                );
              })}
            </div>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
