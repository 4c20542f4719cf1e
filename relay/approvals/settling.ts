/** Saves a settled approval with all that its settling causes: callbacks, events, and its batch's count. */
import { audit } from '../audit/audit.js';
import { updateCopies } from '../channels/notify.js';
import type { Clock } from '../clock.js';
import type { NewId } from '../ids.js';
import type { Approval } from '../store/records.js';
import type { Transaction } from '../store/store.js';
import { approvalCallback, batchCallback, eventDeliveries, eventOf, writeBackDelivery } from './outbox.js';
import { verdictInWords } from './verdict-in-words.js';

export function createSettling({ clock, newId }: { clock: Clock; newId: NewId }) {
  return {
    async save(tx: Transaction, settled: Approval): Promise<void> {
      const now = clock.now();
      tx.put('approvals', settled);
      audit(tx, {
        workspaceId: settled.workspaceId,
        at: settled.decidedAt ?? now.toISOString(),
        event: eventOf(settled),
        by: settled.decidedBy,
        subject: settled.id,
        text: verdictInWords(settled),
      });
      for (const callback of settled.callbacks) tx.put('deliveries', approvalCallback(settled, callback, now, newId));
      const writeBack = writeBackDelivery(settled, now, newId);
      if (writeBack) tx.put('deliveries', writeBack);
      const subscriptions = await tx.list('subscriptions', settled.workspaceId);
      for (const delivery of eventDeliveries(settled, subscriptions, now, newId)) tx.put('deliveries', delivery);
      await updateCopies(tx, settled, 'settled', { now, newId });
      const batch = settled.batchId ? await tx.get('batches', settled.batchId) : undefined;
      if (!batch) return;
      const counted = { ...batch, pending: batch.pending - 1 };
      tx.put('batches', counted);
      if (counted.pending === 0 && counted.callback)
        tx.put('deliveries', batchCallback(counted, counted.callback, now, newId));
    },
  };
}
