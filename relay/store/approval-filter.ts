/** Which approvals a query lets through. */
import type { Approval } from './records.js';
import type { ApprovalQuery, Mine } from './store.js';

type Test = (approval: Approval) => boolean;

/** Undefined when every approval passes. Words are not looked at: word-search.ts finds them. */
export function approvalFilter(query: ApprovalQuery): Test | undefined {
  const { actions, risks, platforms, groups, from, to, mine, assignees } = query;
  const tests: Test[] = [];
  if (actions) tests.push((approval) => actions.includes(approval.action));
  if (risks) tests.push((approval) => risks.includes(approval.riskLevel));
  if (platforms) tests.push((approval) => platforms.includes(approval.platform));
  if (groups) tests.push((approval) => approval.group !== null && groups.includes(approval.group));
  if (mine) tests.push((approval) => isFor(approval, mine));
  if (assignees) tests.push((approval) => isWith(approval, assignees));
  if (from) tests.push((approval) => approval.createdAt >= from);
  if (to) tests.push((approval) => approval.createdAt < to);
  return tests.length === 0 ? undefined : (approval) => tests.every((test) => test(approval));
}

function isFor({ claimedBy, assignees, reviewers, group }: Approval, { emails, groups, known }: Mine): boolean {
  const isMe = (email: string): boolean => emails.includes(email.toLowerCase());
  if (claimedBy) return isMe(claimedBy);
  if (assignees?.length) return assignees.some(isMe);
  if (reviewers.some(isMe)) return true;
  if (group === null) return reviewers.length === 0;
  const name = group.toLowerCase();
  return groups.has(name) || (!known.has(name) && reviewers.length === 0);
}

function isWith({ claimedBy, assignees = [] }: Approval, wanted: string[]): boolean {
  const holders = claimedBy ? [claimedBy, ...assignees] : assignees;
  return holders.length === 0 ? wanted.includes('nobody') : holders.some((each) => wanted.includes(each));
}
