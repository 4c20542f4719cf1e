/** Finds what came in: by connection, newest first, and what is old enough to be forgotten. */
import { ordered, pageOf, type Ordered } from './ordered.js';
import type { InboundEvent } from './records.js';
import type { EventQuery, Page } from './store.js';

export function createEventIndex() {
  const byConnection = new Map<string, Ordered<InboundEvent>>();
  const all: Ordered<InboundEvent> = ordered();

  return {
    change(before: InboundEvent | undefined, after: InboundEvent | undefined): void {
      if (before) {
        all.delete(keyOf(before));
        byConnection.get(before.connectionId)?.delete(keyOf(before));
      }
      if (!after) return;
      all.set(keyOf(after), after);
      const own = byConnection.get(after.connectionId) ?? ordered<InboundEvent>();
      byConnection.set(after.connectionId, own);
      own.set(keyOf(after), after);
    },

    list({ connectionId, limit, cursor }: EventQuery): Page<InboundEvent> {
      const own = byConnection.get(connectionId);
      return pageOf(own ? [own] : [], { limit, cursor, descending: true });
    },

    before(time: string, limit: number): InboundEvent[] {
      const found: InboundEvent[] = [];
      for (const event of all.values()) {
        if (found.length === limit || event.createdAt >= time) break;
        found.push(event);
      }
      return found;
    },
  };
}

function keyOf({ createdAt, id }: InboundEvent): string {
  return `${createdAt}|${id}`;
}
