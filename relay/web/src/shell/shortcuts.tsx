import { Kbd, Table } from '@mantine/core';
import { messages } from '../messages';
import { Dialog } from './dialog';
import { useShortcuts } from './use-shortcuts';

export function Shortcuts({ opened, setOpened }: { opened: boolean; setOpened: (opened: boolean) => void }) {
  useShortcuts({ '?': () => setOpened(true) });
  return (
    <Dialog title={messages.shortcuts.title} opened={opened} onClose={() => setOpened(false)}>
      <Table>
        <Table.Tbody>
          {messages.shortcuts.list.map(([keys, what]) => (
            <Table.Tr key={keys}>
              <Table.Td w={90}>
                <Kbd>{keys}</Kbd>
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
