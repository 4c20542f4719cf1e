/** Lists with their filters, kept under a name: one's own, and those that somebody has shared. */
import type { Clock } from '../clock.js';
import type { SavedViewRequest, SavedViewView } from '../contract/handling.js';
import { Forbidden } from '../errors.js';
import type { NewId } from '../ids.js';
import { own } from '../store/own.js';
import type { SavedView } from '../store/records.js';
import type { Store } from '../store/store.js';

export type SavedViews = ReturnType<typeof createSavedViews>;

export function createSavedViews({ store, clock, newId }: { store: Store; clock: Clock; newId: NewId }) {
  return {
    async list(workspaceId: string, by: string): Promise<SavedViewView[]> {
      const views = await store.list('savedViews', workspaceId);
      return views.filter((each) => each.shared || each.by === by).map((each) => view(each, by));
    },

    async create(workspaceId: string, request: SavedViewRequest, by: string): Promise<SavedViewView> {
      const made: SavedView = { id: newId('vew'), workspaceId, ...request, by, createdAt: clock.now().toISOString() };
      await store.transaction(async (tx) => tx.put('savedViews', made));
      return view(made, by);
    },

    /** Throws Forbidden for what somebody else has shared, unless they manage the workspace. */
    async remove(workspaceId: string, id: string, by: string, manages: boolean): Promise<void> {
      await store.transaction(async (tx) => {
        const found = own(await tx.get('savedViews', id), workspaceId, id);
        if (found.by !== by && !(manages && found.shared))
          throw new Forbidden(`This view is ${found.by}’s. They, or a lead, can remove it.`);
        tx.remove('savedViews', id);
      });
    },
  };
}

function view({ id, name, query, shared, by, createdAt }: SavedView, reader: string): SavedViewView {
  return { id, name, query, shared, by, mine: by === reader, createdAt };
}
