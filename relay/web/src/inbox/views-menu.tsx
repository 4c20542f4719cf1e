import { ActionIcon, Button, Checkbox, Menu, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { SavedViewView } from '../../../contract/handling.js';
import { call, get, post } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { Dialog } from '../shell/dialog';
import { CrossIcon } from '../shell/icons';

const words = messages.working;
const useViews = () =>
  useQuery({
    queryKey: ['views'],
    queryFn: async () => (await get<{ items: SavedViewView[] }>('/api/views')).items,
    staleTime: 60_000,
  });
const refresh = () => queryClient.invalidateQueries({ queryKey: ['views'] });

interface ViewsMenuProps {
  /** The list as the address has it now. */
  query: string;
  show: (query: string) => void;
}

/** Lists with their filters, kept under a name. */
export function ViewsMenu({ query, show }: ViewsMenuProps) {
  const views = useViews().data ?? [];
  const [saving, setSaving] = useState(false);
  const part = (title: string, items: SavedViewView[]) =>
    items.length > 0 && (
      <>
        <Menu.Label>{title}</Menu.Label>
        {items.map((view) => (
          <Menu.Item key={view.id} onClick={() => show(view.query)} fw={view.query === query ? 600 : undefined}>
            {view.name}
          </Menu.Item>
        ))}
      </>
    );
  const current = views.find((view) => view.query === query && view.mine);
  const remove = async (view: SavedViewView) => {
    try {
      await call('DELETE', `/api/views/${view.id}`);
    } catch (error) {
      notifications.show({ color: 'red', title: words.failed, message: (error as Error).message });
    }
    void refresh();
  };
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-start" width={260}>
        <Menu.Target>
          <Button variant="default" size="xs">
            {words.views}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.length === 0 && <Menu.Label>{words.noViews}</Menu.Label>}
          {part(
            words.ownViews,
            views.filter(({ shared }) => !shared),
          )}
          {part(
            words.sharedViews,
            views.filter(({ shared }) => shared),
          )}
          <Menu.Divider />
          <Menu.Item onClick={() => setSaving(true)}>{words.saveView}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {current && (
        <span className="chip" data-set>
          {current.name}
          <ActionIcon
            variant="transparent"
            color="gray"
            size="sm"
            aria-label={words.removeView(current.name)}
            onClick={() => void remove(current)}
          >
            <CrossIcon />
          </ActionIcon>
        </span>
      )}
      <Dialog title={words.saveView.replace('…', '')} opened={saving} onClose={() => setSaving(false)}>
        <SaveForm query={query} onSaved={() => setSaving(false)} />
      </Dialog>
    </>
  );
}

function SaveForm({ query, onSaved }: { query: string; onSaved: () => void }) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [problem, setProblem] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await post('/api/views', { name, query, shared });
      void refresh();
      onSaved();
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <TextInput
        label={words.viewName}
        placeholder={words.viewNameHint}
        required
        data-autofocus
        error={problem || undefined}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox label={words.shareView} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />
      <Button type="submit">{words.save}</Button>
    </form>
  );
}
