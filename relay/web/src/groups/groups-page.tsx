import { Button } from '@mantine/core';
import { useState } from 'react';
import type { GroupView } from '../../../contract/people.js';
import type { EscalationStep } from '../../../contract/times.js';
import { messages } from '../messages';
import { usePeople } from '../people/queries';
import { Dialog } from '../shell/dialog';
import { useTimes } from '../times/queries';
import { ChainLine } from './escalation';
import { GroupForm } from './group-form';
import '../people/people.css';
import './groups.css';
import { inWords } from './hours';
import { useGroups } from './queries';

const words = messages.groups;

/** Who reviews together, and when they work. */
export default function GroupsPage() {
  const groups = useGroups().data;
  const people = usePeople().data ?? [];
  const times = useTimes().data;
  const [editing, setEditing] = useState<Partial<GroupView>>();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <Button onClick={() => setEditing({})}>{words.add}</Button>
      </div>
      <p className="dim">{words.hint}</p>
      {groups?.length === 0 && (
        <div className="empty">
          <h2>{words.none}</h2>
          <p>{words.noneHint}</p>
        </div>
      )}
      <ul className="rows">
        {groups?.map((group) => (
          <GroupRow
            key={group.id ?? group.name}
            group={group}
            steps={times?.groups.find((each) => each.group === group.name)?.escalation ?? times?.escalation ?? []}
            onEdit={() => setEditing(group)}
          />
        ))}
      </ul>
      <Dialog
        title={editing?.id ? words.editTitle : words.add}
        opened={editing !== undefined}
        onClose={() => setEditing(undefined)}
        size="lg"
      >
        {editing && times && (
          <GroupForm group={editing} people={people} times={times} onDone={() => setEditing(undefined)} />
        )}
      </Dialog>
    </div>
  );
}

interface GroupRowProps {
  group: GroupView;
  /** Who is next while nobody decides. */
  steps: EscalationStep[];
  onEdit: () => void;
}

function GroupRow({ group, steps, onEdit }: GroupRowProps) {
  const action = group.id ? words.edit : words.setUp;
  const names = group.members.map(({ name }) => name).join(', ');
  return (
    <li className="row-line">
      <div>
        <p>
          <strong>{group.name}</strong> <span className="dim">· {words.uses(group.uses)}</span>
        </p>
        {group.id ? (
          <>
            <p className="dim">{names || words.noMembers}</p>
            <p className="dim">{inWords(group)}</p>
            {steps.length > 0 && <ChainLine steps={steps} />}
          </>
        ) : (
          <p className="dim">{words.notSetUp}</p>
        )}
      </div>
      <Button variant="default" size="xs" onClick={onEdit} aria-label={`${action} ${group.name}`}>
        {action}
      </Button>
    </li>
  );
}
