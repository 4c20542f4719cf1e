/** URLs that are told about every matching event. */
import type { Clock } from '../clock.js';
import type { SubscriptionRequest, SubscriptionView } from '../contract/subscription.js';
import type { NewId } from '../ids.js';
import type { Subscription } from '../store/records.js';
import { own } from '../store/own.js';
import type { Store } from '../store/store.js';

export type Subscriptions = ReturnType<typeof createSubscriptions>;

export function createSubscriptions({ store, clock, newId }: { store: Store; clock: Clock; newId: NewId }) {
  return {
    /** Asked again with the same URL, events and filter, it gives the one that is there: clients repeat after a lost answer. */
    async add(request: SubscriptionRequest, workspaceId: string, keyId: string | null): Promise<SubscriptionView> {
      return store.transaction(async (tx) => {
        const wanted = { url: request.url, events: request.events, filter: request.filter ?? {} };
        const existing = (await tx.list('subscriptions', workspaceId)).find(
          (each) => isSame(each, wanted) && each.keyId === keyId,
        );
        if (existing && !existing.disabledAt) return view(existing);
        const made: Subscription = {
          id: newId('sub'),
          workspaceId,
          keyId,
          ...wanted,
          createdAt: clock.now().toISOString(),
          disabledAt: null,
        };
        tx.put('subscriptions', made);
        return view(made);
      });
    },

    async list(workspaceId: string): Promise<SubscriptionView[]> {
      return (await store.list('subscriptions', workspaceId)).map(view);
    },

    async get(workspaceId: string, id: string): Promise<SubscriptionView> {
      return view(own(await store.get('subscriptions', id), workspaceId, id));
    },

    async remove(workspaceId: string, id: string): Promise<void> {
      await store.transaction(async (tx) => {
        own(await tx.get('subscriptions', id), workspaceId, id);
        tx.remove('subscriptions', id);
      });
    },
  };
}

type Wanted = Pick<Subscription, 'url' | 'events' | 'filter'>;

function isSame(one: Wanted, other: Wanted): boolean {
  const text = ({ url, events, filter }: Wanted) =>
    JSON.stringify([url, [...events].sort(), Object.entries(filter).sort()]);
  return text(one) === text(other);
}

function view({ id, url, events, filter, createdAt, disabledAt }: Subscription): SubscriptionView {
  return { id, url, events, filter, createdAt, disabledAt };
}
