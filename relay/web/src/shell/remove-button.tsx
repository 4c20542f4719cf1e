import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { messages } from '../messages';
import { Dialog } from './dialog';

interface RemoveButtonProps {
  words: { remove: string; removeTitle: (name: string) => string; removeHint: string; keep: string };
  name: string;
  /** Takes it away and leaves the page. What goes wrong is said. */
  remove: () => Promise<unknown>;
}

/** Asks once, with what goes with it. */
export function RemoveButton({ words, name, remove }: RemoveButtonProps) {
  const [asking, setAsking] = useState(false);
  const doIt = async () => {
    setAsking(false);
    try {
      await remove();
    } catch (error) {
      notifications.show({ color: 'red', title: messages.decide.failed, message: (error as Error).message });
    }
  };
  return (
    <>
      <Button variant="outline" color="red" onClick={() => setAsking(true)}>
        {words.remove}
      </Button>
      <Dialog title={words.removeTitle(name)} opened={asking} onClose={() => setAsking(false)}>
        <div className="stack">
          <p>{words.removeHint}</p>
          <div className="dialog-foot">
            <Button variant="default" onClick={() => setAsking(false)}>
              {words.keep}
            </Button>
            <Button color="red" onClick={() => void doIt()}>
              {words.remove}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
