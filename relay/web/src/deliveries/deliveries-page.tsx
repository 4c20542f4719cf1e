import { Button } from '@mantine/core';
import { useState } from 'react';
import { useDeliveries } from '../api/queries';
import { messages } from '../messages';
import { DeliveryRow } from './delivery-row';

const words = messages.deliveries;
const STATUSES = ['', 'failed', 'queued', 'delivered'] as const;

export default function DeliveriesPage() {
  const [status, setStatus] = useState<(typeof STATUSES)[number]>('');
  const query = useDeliveries(status);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <h1>{words.title}</h1>
      <p className="dim">{words.hint}</p>
      <div className="chips" role="group" aria-label={words.title}>
        {STATUSES.map((each) => (
          <button
            key={each}
            type="button"
            className="chip"
            aria-pressed={status === each}
            onClick={() => setStatus(each)}
          >
            {each === '' ? words.all : words.status[each]}
          </button>
        ))}
      </div>
      {query.isSuccess && items.length === 0 && (
        <div className="empty">
          <h2>{words.none}</h2>
          <p>{words.noneHint}</p>
        </div>
      )}
      <ul className="deliveries">
        {items.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} withLink />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button variant="default" onClick={() => void query.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </div>
  );
}
