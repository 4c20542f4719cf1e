/** A store in which what would be sent has been sent: most of it arrived at the first try, some was given up. */
import type { Delivery, Records } from '../relay/store/records.js';
import type { Store, Transaction } from '../relay/store/store.js';

const FAILS_ONE_IN = 60;

export function delivered(store: Store): Store {
  let count = 0;
  const sent = (delivery: Delivery): Delivery => {
    const isLost = (count += 1) % FAILS_ONE_IN === 0;
    const attempt = {
      at: delivery.createdAt,
      durationMs: 40 + (count % 200),
      status: isLost ? 410 : 200,
      error: isLost ? 'The receiver answered 410 Gone: it wants nothing more.' : null,
      answer: isLost ? null : '{"ok":true}',
      tries: 1,
    };
    return { ...delivery, status: isLost ? 'failed' : 'delivered', dueAt: null, attempts: [attempt] };
  };
  const over = (tx: Transaction): Transaction => ({
    ...tx,
    put(collection, record) {
      const isNews = collection === 'deliveries' && (record as Delivery).status === 'queued';
      tx.put(collection, isNews ? (sent(record as Delivery) as Records[typeof collection]) : record);
    },
  });
  return { ...store, transaction: (work) => store.transaction((tx) => work(over(tx))) };
}
