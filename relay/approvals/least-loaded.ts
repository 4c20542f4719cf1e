/** Whom of a group to give the next one. */
import { groupNamed, isAtWork, isAway, membersOf, standIn } from '../people/available.js';
import type { Loads } from '../store/loads.js';
import type { Approval, User } from '../store/records.js';
import type { Transaction } from '../store/store.js';

/**
 * E-mail of the member of the approval's group who has the fewest open ones there; of equals, who has waited longest for one.
 * Passed over are those who have `had` it, who are away (whoever stands in takes their place), who asked, where they may not
 * decide, and, as long as anybody else is at work, who is outside their working hours.
 */
export async function leastLoaded(
  tx: Transaction,
  approval: Approval,
  now: Date,
  had: ReadonlySet<string> = new Set(),
): Promise<string | undefined> {
  if (approval.group === null) return undefined;
  const [groups, users] = await Promise.all([
    tx.list('groups', approval.workspaceId),
    tx.list('users', approval.workspaceId),
  ]);
  const group = groupNamed(groups, approval.group);
  if (!group) return undefined;
  const mayHave = (user: User): boolean =>
    user.role !== 'viewer' &&
    !user.disabledAt &&
    !isAway(user, now) &&
    !had.has(user.email) &&
    !(approval.separateDuty && user.email === approval.requestedBy?.toLowerCase());
  const instead = (user: User): User | undefined =>
    isAway(user, now) ? users.find(({ email }) => email === standIn(user, now)) : user;
  const there = membersOf(group, users)
    .filter(({ role }) => role !== 'viewer')
    .flatMap((user) => instead(user) ?? [])
    .filter(mayHave);
  const atWork = there.filter((user) => isAtWork(user, groups, now));
  const emails = (atWork.length > 0 ? atWork : there).map(({ email }) => email);
  return leastOf(emails, await tx.assignedLoads(approval.workspaceId, approval.group));
}

function leastOf(emails: string[], loads: Loads): string | undefined {
  const [first] = [...new Set(emails)].sort((one, other) => {
    const [a, b] = [loads.get(one), loads.get(other)];
    return (a?.open ?? 0) - (b?.open ?? 0) || compare(a?.lastAt ?? '', b?.lastAt ?? '') || compare(one, other);
  });
  return first;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
