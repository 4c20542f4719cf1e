/** The workspace's times. A change is for approvals that are asked from then on: whoever waits has been told when. */
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import {
  TIMES,
  type EscalationStep,
  type GroupTimes,
  type GroupTimesChange,
  type TimesChange,
  type TimesView,
} from '../contract/times.js';
import { InvalidRequest } from '../errors.js';
import { groupNamed } from '../people/available.js';
import { own } from '../store/own.js';
import type { Group, Times } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';

export type TimesOf = ReturnType<typeof createTimes>;

export function createTimes({ store, clock }: { store: Store; clock: Clock }) {
  return {
    async get(workspaceId: string): Promise<TimesView> {
      return view(await store.get('times', workspaceId), await store.list('groups', workspaceId));
    },

    /** Throws InvalidRequest that names what is not of this workspace. */
    async change(workspaceId: string, change: TimesChange, by: string): Promise<TimesView> {
      return store.transaction(async (tx) => {
        const before = await tx.get('times', workspaceId);
        await refuseUnknown(tx, workspaceId, change);
        const at = clock.now().toISOString();
        const after: Times = { ...before, ...change, id: workspaceId, workspaceId, changedAt: at, changedBy: by };
        tx.put('times', after);
        audit(tx, { workspaceId, at, event: 'times.changed', by, subject: null, text: Object.keys(change).join(', ') });
        return view(after, await tx.list('groups', workspaceId));
      });
    },

    /** What one group has of its own, whatever somebody else changes meanwhile for another; null is as in the workspace. */
    async changeOfGroup(workspaceId: string, id: string, change: GroupTimesChange, by: string): Promise<GroupTimes> {
      return store.transaction(async (tx) => {
        const { name } = own(await tx.get('groups', id), workspaceId, id);
        const groups = await tx.list('groups', workspaceId);
        const before = await tx.get('times', workspaceId);
        const isIts = ({ group }: GroupTimes): boolean => groupNamed(groups, group)?.id === id;
        const times = { ...BY_THE_WORKSPACE, ...before?.groups?.find(isIts), ...change, group: name };
        await refuseUnknown(tx, workspaceId, { groups: [times] });
        const hasOwn = times.targets !== null || times.escalation !== null;
        const others = (before?.groups ?? []).filter((each) => !isIts(each));
        const at = clock.now().toISOString();
        const changed = { groups: hasOwn ? [...others, times] : others, changedAt: at, changedBy: by };
        tx.put('times', { ...before, id: workspaceId, workspaceId, ...changed });
        audit(tx, { workspaceId, at, event: 'times.changed', by, subject: id, text: `for ${name}` });
        return times;
      });
    },
  };
}

const BY_THE_WORKSPACE = { targets: null, escalation: null };

/** Groups are called what they are called now, whatever their name was when the times were set. */
function view(times: Times | undefined, groups: Group[]): TimesView {
  const { targets, expiryMinutes, reassign, remindAtPercent, escalation, groups: own } = { ...TIMES, ...times };
  const { changedAt = null, changedBy = null } = times ?? {};
  const present = (name: string): string => groupNamed(groups, name)?.name ?? name;
  const named = (steps: EscalationStep[]): EscalationStep[] =>
    steps.map((step) => (step.to.kind === 'group' ? { ...step, to: { ...step.to, id: present(step.to.id) } } : step));
  return {
    targets,
    expiryMinutes,
    reassign,
    remindAtPercent,
    escalation: named(escalation),
    groups: own.map((each) => ({
      ...each,
      group: present(each.group),
      escalation: each.escalation && named(each.escalation),
    })),
    changedAt,
    changedBy,
  };
}

async function refuseUnknown(tx: Transaction, workspaceId: string, change: TimesChange): Promise<void> {
  const [groups, users] = await Promise.all([tx.list('groups', workspaceId), tx.list('users', workspaceId)]);
  const errors: Array<{ path: string; message: string }> = [];
  const refuse = (path: string, message: string): void => void errors.push({ path, message });
  const check = (steps: TimesChange['escalation'], path: string): void =>
    steps?.forEach(({ to: { kind, id } }, index) => {
      const where = `${path}.${index}.to.id`;
      if (kind === 'group' && !groupNamed(groups, id)) refuse(where, `There is no group “${id}”. Make it first.`);
      if (kind === 'person' && !users.some(({ email, disabledAt }) => email === id && !disabledAt))
        refuse(where, `${id} is not a person of this workspace. Invite them first.`);
    });
  check(change.escalation, 'escalation');
  change.groups?.forEach((each, index) => {
    if (!groupNamed(groups, each.group))
      refuse(`groups.${index}.group`, `There is no group “${each.group}”. Make it first.`);
    check(each.escalation ?? undefined, `groups.${index}.escalation`);
  });
  if (errors.length > 0) throw new InvalidRequest(errors.map(({ message }) => message).join(' '), errors);
}
