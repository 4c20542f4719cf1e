import { notifications } from '@mantine/notifications';
import type { ApprovalView } from '../../../contract/approval.js';
import { get } from '../api/client';
import type { DeliveryPage } from '../api/queries';
import { messages } from '../messages';

const words = messages.decide;
const LOOKS = 12;
const BETWEEN_MS = 500;

/** Says that the verdict is in, and then what became of the answer to the workflow. */
export async function followDelivery(approval: ApprovalView): Promise<void> {
  const title = approval.status === 'APPROVED' ? words.approved : words.rejected;
  const id = `verdict-${approval.id}`;
  notifications.show({ id, title, message: words.sending, color: 'green', autoClose: 10_000 });
  const say = (message: string, color = 'green') =>
    notifications.update({ id, title, message, color, autoClose: 6_000 });
  for (let look = 0; look < LOOKS; look += 1) {
    // The relay may be out of reach for a moment; the next look will tell.
    const page = await get<DeliveryPage>(`/api/deliveries?approvalId=${approval.id}`).catch(() => undefined);
    const callbacks = page?.items.filter((delivery) => delivery.kind === 'callback') ?? [];
    const arrived = callbacks.find((delivery) => delivery.status === 'delivered');
    if (arrived) {
      const last = arrived.attempts.at(-1);
      const ms = last ? Date.parse(last.at) + last.durationMs - Date.parse(arrived.createdAt) : 0;
      return void say(words.delivered((ms / 1000).toFixed(1)));
    }
    if (page && callbacks.length === 0 && look > 1)
      return void say(approval.batchId ? words.othersFirst : words.nobodyWaits);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
  say(words.notDelivered, 'yellow');
}
