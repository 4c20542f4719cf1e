/** Rules at work on an approval that has just been opened, in the transaction that saves it. */
import type { Effects } from '../contract/rule.js';
import type { Approval } from '../store/records.js';
import type { Transaction } from '../store/store.js';
import { leastLoaded } from './least-loaded.js';
import { inOrder, readyRule, rulingOn, type Ruling } from './rules.js';
import { turnOf } from './votes.js';

const MINUTE_MS = 60_000;

/**
 * The approval as the workspace's rules have it: for whom, how soon, by how many. What the rules say wins over what the
 * request said. When a policy settles it, `policy` says so, and nobody is to be told that it was asked.
 */
export async function route(tx: Transaction, approval: Approval, now: Date): Promise<Approval> {
  const rules = await tx.list('rules', approval.workspaceId);
  if (rules.length === 0) return approval;
  const ruling = rulingOn(inOrder(rules).map(readyRule), approval);
  if (ruling.matched.length === 0) return approval;
  const routed = routedBy(ruling, approval);
  if (ruling.policy || !ruling.effects.leastLoaded || routed.assignees?.length || routed.group === null) return routed;
  const assignee = await leastLoaded(tx, routed, now);
  return assignee === undefined ? routed : { ...routed, assignees: [assignee] };
}

function routedBy({ matched, effects, policy }: Ruling, approval: Approval): Approval {
  const names = matched.map(({ id, name }) => ({ id, name }));
  const at = approval.createdAt;
  const happening = {
    at,
    event: 'approval.routed' as const,
    by: null,
    text: names.map(({ name }) => name).join(', '),
  };
  const noted = { ...approval, rules: names, happenings: [...approval.happenings, happening] };
  if (policy?.settle) {
    const { verdict, note = null } = policy.settle;
    return { ...noted, policy: { id: policy.id, name: policy.name, verdict, note } };
  }
  return withEffects(noted, effects);
}

function withEffects(approval: Approval, effects: Effects): Approval {
  const { group, assignees, priority, risk, deadlineMinutes, channels, quorum, separateDuty } = effects;
  const asked = {
    ...(risk && risk !== approval.riskLevel && { riskLevel: approval.riskLevel }),
    ...(priority && priority !== approval.priority && { priority: approval.priority }),
  };
  const changed: Approval = {
    ...approval,
    ...(assignees && { assignees }),
    ...(priority && { priority }),
    ...(risk && { riskLevel: risk }),
    ...(deadlineMinutes && { expiresAt: sooner(approval, deadlineMinutes) }),
    ...(channels && { channels }),
    ...(quorum && { quorum }),
    ...(separateDuty && { separateDuty }),
    // Silence is not the word of several people.
    ...((quorum || separateDuty) && { onExpiry: 'reject' as const }),
  };
  // In a sequence the approval is for the group whose turn it is.
  const forGroup = turnOf(changed) ?? group ?? approval.group;
  const before = { ...asked, ...(forGroup !== approval.group && { group: approval.group }) };
  return { ...changed, group: forGroup, ...(Object.keys(before).length > 0 && { asked: before }) };
}

/** A rule can only bring the deadline forward: whoever waits has made up their mind how long. */
function sooner({ createdAt, expiresAt }: Approval, minutes: number): string {
  const wanted = new Date(Date.parse(createdAt) + minutes * MINUTE_MS).toISOString();
  return wanted < expiresAt ? wanted : expiresAt;
}
