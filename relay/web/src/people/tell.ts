import { notifications } from '@mantine/notifications';
import { messages } from '../messages';

/** Does it, and says how it went. True when it went well. */
export async function tell(act: () => Promise<unknown>, done: string): Promise<boolean> {
  try {
    await act();
    notifications.show({ message: done });
    return true;
  } catch (error) {
    notifications.show({ color: 'red', title: messages.people.failed, message: (error as Error).message });
    return false;
  }
}
