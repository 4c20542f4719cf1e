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
  const others = groups.filter((name) => !value.some(({ group }) => group === name));
  if (groups.length === 0) return <p className="dim">{words.noGroups}</p>;
  return (
    <>
      {value.map((own, index) => (
        <div key={own.group} className="group-times">
          <p>
            <strong>{own.group}</strong>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={words.removeGroup(own.group)}
              onClick={() => onChange(value.filter((_, other) => other !== index))}
            >
              <CrossIcon />
            </ActionIcon>
          </p>
          <TargetFields
            of={own.group}
            value={own.targets ?? standard}
            onChange={(targets) => onChange(value.map((each, other) => (other === index ? { ...own, targets } : each)))}
          />
        </div>
      ))}
      {others.length > 0 && (
        <NativeSelect
          aria-label={words.addGroup}
          maw={320}
          value=""
          data={[{ value: '', label: `${words.addGroup}…` }, ...others]}
          onChange={(event) =>
            onChange([...value, { group: event.currentTarget.value, targets: standard, escalation: null }])
          }
        />
      )}
    </>
  );
}
