/** How many pending approvals each person has been assigned in each group, and when they were last given one. */
import type { Approval } from './records.js';

export interface Load {
  open: number;
  /** When the approval was asked that they were last assigned; empty when there was none. */
  lastAt: string;
}
export type Loads = Map<string, Load>;

export function createLoads() {
  const byGroup = new Map<string, Loads>();
  return {
    note: (approval: Approval): void => add(byGroup, approval, 1),
    forget: (approval: Approval): void => add(byGroup, approval, -1),
    /** By e-mail; what changes are on their way is for the caller to put over it. */
    of: (group: string): Loads => new Map(byGroup.get(group.toLowerCase())),
  };
}

/** The loads of `group` as they will be once these changes have been made. */
export function withChanges(
  loads: Loads,
  group: string,
  changes: Array<{ before: Approval | undefined; after: Approval | undefined }>,
): Loads {
  const key = group.toLowerCase();
  const byGroup = new Map([[key, loads]]);
  const isInGroup = (approval: Approval | undefined): approval is Approval => approval?.group?.toLowerCase() === key;
  for (const { before, after } of changes) {
    if (isInGroup(before)) add(byGroup, before, -1);
    if (isInGroup(after)) add(byGroup, after, 1);
  }
  return loads;
}

function add(byGroup: Map<string, Loads>, approval: Approval, change: 1 | -1): void {
  if (!approval.assignees?.length || approval.group === null) return;
  const group = approval.group.toLowerCase();
  const loads: Loads = byGroup.get(group) ?? new Map<string, Load>();
  byGroup.set(group, loads);
  const isOpen = approval.status === 'PENDING' ? change : 0;
  for (const assignee of approval.assignees) {
    const { open, lastAt } = loads.get(assignee) ?? { open: 0, lastAt: '' };
    loads.set(assignee, { open: open + isOpen, lastAt: lastAt > approval.createdAt ? lastAt : approval.createdAt });
  }
}
