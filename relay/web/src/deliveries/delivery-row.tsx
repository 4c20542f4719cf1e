import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from 'wouter';
import type { DeliveryView } from '../../../contract/delivery.js';
import { post } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { When } from '../time/when';

const words = messages.deliveries;

/** The way within the inbox to an approval whose page's whole address this is. */
const inInbox = (pageUrl: string) => pageUrl.replace(/^.*(?=\/approvals\/)/, '');

/** One answer: where to, what became of it, and what to do when it did not arrive. */
export function DeliveryRow({ delivery, withLink = false }: { delivery: DeliveryView; withLink?: boolean }) {
  const last = delivery.attempts.at(-1);
  const title = words.event[delivery.event] ?? delivery.event;
  const sendAgain = async () => {
    try {
      await post(`/api/deliveries/${delivery.id}/redeliver`);
      notifications.show({ color: 'green', message: words.sentAgain });
    } catch (error) {
      notifications.show({ color: 'red', title: messages.decide.failed, message: (error as Error).message });
    }
    void queryClient.invalidateQueries({ queryKey: ['deliveries'] });
    if (delivery.approvalId) void queryClient.invalidateQueries({ queryKey: ['approval', delivery.approvalId] });
  };
  return (
    <li className="delivery" data-status={delivery.status}>
      <div>
        <p>
          <strong className="delivery-status">{words.status[delivery.status]}</strong> {title}{' '}
          <span className="dim">{words.to(delivery.host)}</span>
        </p>
        {withLink && delivery.summary !== null && (
          <p>
            <Link href={inInbox(delivery.pageUrl)}>{delivery.summary}</Link>
          </p>
        )}
        <p className="dim">
          {words.attempts(delivery.attempts.length)}
          {last && (
            <>
              {' · '}
              <When time={last.at} />
            </>
          )}
          {delivery.nextAttemptAt && delivery.attempts.length > 0 && (
            <>
              {' · '}
              {words.next('')}
              <When time={delivery.nextAttemptAt} />
            </>
          )}
        </p>
        {last?.error && <p className="delivery-error">{last.error}</p>}
        {delivery.advice && <p className="advice">{delivery.advice}</p>}
      </div>
      {delivery.status !== 'cancelled' && (
        <Button variant="default" size="xs" onClick={() => void sendAgain()}>
          {words.again}
        </Button>
      )}
    </li>
  );
}
