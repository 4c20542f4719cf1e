import { ActionIcon, NativeSelect } from '@mantine/core';
import type { GroupTimes, Targets } from '../../../contract/times.js';
import { messages } from '../messages';
import { CrossIcon } from '../shell/icons';
import { useSetUpGroups } from './queries';
import { TargetFields } from './target-fields';

const words = messages.times;

interface GroupTargetsProps {
  value: GroupTimes[];
  /** What a group has that is not in the list. */
  standard: Targets;
  onChange: (value: GroupTimes[]) => void;
}

export function GroupTargets({ value, standard, onChange }: GroupTargetsProps) {
  const groups = useSetUpGroups().data ?? [];
  // A group may have an escalation of its own, and no targets.
  const withTargets = value.filter(({ targets }) => targets !== null);
  const others = groups.filter((name) => !withTargets.some(({ group }) => group === name));
  const set = (group: string, targets: Targets | null) => {
    const escalation = value.find((each) => each.group === group)?.escalation ?? null;
    const changed = { group, targets, escalation };
    onChange(
      value.some((each) => each.group === group)
        ? value.map((each) => (each.group === group ? changed : each)).filter(isSomething)
        : [...value, changed],
    );
  };
  if (groups.length === 0) return <p className="dim">{words.noGroups}</p>;
  return (
    <>
      {withTargets.map((own) => (
        <div key={own.group} className="group-times">
          <p>
            <strong>{own.group}</strong>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={words.removeGroup(own.group)}
              onClick={() => set(own.group, null)}
            >
              <CrossIcon />
            </ActionIcon>
          </p>
          <TargetFields
            of={own.group}
            value={own.targets ?? standard}
            onChange={(targets) => set(own.group, targets)}
          />
        </div>
      ))}
      {others.length > 0 && (
        <NativeSelect
          aria-label={words.addGroup}
          maw={320}
          value=""
          data={[{ value: '', label: `${words.addGroup}…` }, ...others]}
          onChange={(event) => event.currentTarget.value && set(event.currentTarget.value, standard)}
        />
      )}
    </>
  );
}

function isSomething({ targets, escalation }: GroupTimes): boolean {
  return targets !== null || escalation !== null;
}
