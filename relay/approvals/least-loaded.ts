/** Whom of a group to give the next one. */
import { groupNamed, isAway, membersOf, standIn } from '../people/available.js';
import type { Loads } from '../store/loads.js';
import type { Approval } from '../store/records.js';
import type { Transaction } from '../store/store.js';

/**
 * E-mail of the member of the approval's group who has the fewest open ones there; of equals, who has waited longest for one.
 * Who is away is passed over, with whoever stands in for them in their place; who asked is too, where they may not decide.
 */
export async function leastLoaded(tx: Transaction, approval: Approval, now: Date): Promise<string | undefined> {
  if (approval.group === null) return undefined;
  const group = groupNamed(await tx.list('groups', approval.workspaceId), approval.group);
  if (!group) return undefined;
  const members = membersOf(group, await tx.list('users', approval.workspaceId));
  const there = members
    .filter((user) => user.role !== 'viewer')
    .map((user) => (isAway(user, now) ? standIn(user, now) : user.email))
    .filter((email) => email !== undefined)
    .filter((email) => !approval.separateDuty || email !== approval.requestedBy?.toLowerCase());
  return leastOf(there, await tx.assignedLoads(approval.workspaceId, approval.group));
}

export function leastOf(emails: string[], loads: Loads): string | undefined {
  const [first] = [...new Set(emails)].sort((one, other) => {
    const [a, b] = [loads.get(one), loads.get(other)];
    return (a?.open ?? 0) - (b?.open ?? 0) || compare(a?.lastAt ?? '', b?.lastAt ?? '') || compare(one, other);
  });
  return first;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
