import { audit } from '../audit/audit.js';
import { notify, updateCopies } from '../channels/notify.js';
import { revisionOf } from '../channels/shown.js';
import type { NewId } from '../ids.js';
import type { Approval } from '../store/records.js';
import type { Transaction } from '../store/store.js';

/** Saves a vote that does not settle the approval, shows it where people were told, and tells the next group if it is its turn. */
export async function saveVoted(
  tx: Transaction,
  before: Approval,
  voted: Approval,
  now: Date,
  newId: NewId,
): Promise<void> {
  const { workspaceId, id } = voted;
  tx.put('approvals', voted);
  for (const { at, event, by, text = null } of voted.happenings.slice(before.happenings.length))
    audit(tx, { workspaceId, at, event, by, subject: id, text });
  const isRevised = revisionOf(voted) !== revisionOf(before);
  await updateCopies(tx, voted, isRevised ? 'revised' : 'changed', { now, newId });
  if (voted.group !== before.group) await notify(tx, voted, 'asked', { now, newId });
}
