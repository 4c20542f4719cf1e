/** The workspace's times. A change is for approvals that are asked from then on: whoever waits has been told when. */
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import { TIMES, type TimesChange, type TimesView } from '../contract/times.js';
import { InvalidRequest } from '../errors.js';
import { groupNamed } from '../people/available.js';
import type { Times } from '../store/records.js';
import type { Store, Transaction } from '../store/store.js';

export type TimesOf = ReturnType<typeof createTimes>;

export function createTimes({ store, clock }: { store: Store; clock: Clock }) {
  return {
    async get(workspaceId: string): Promise<TimesView> {
      return view(await store.get('times', workspaceId));
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
        return view(after);
      });
    },
  };
}

function view(times: Times | undefined): TimesView {
  const { targets, expiryMinutes, reassign, remindAtPercent, escalation, groups } = { ...TIMES, ...times };
  const { changedAt = null, changedBy = null } = times ?? {};
  return { targets, expiryMinutes, reassign, remindAtPercent, escalation, groups, changedAt, changedBy };
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
