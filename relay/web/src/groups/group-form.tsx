import { Alert, Button, Checkbox, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { GroupView, PersonView } from '../../../contract/people.js';
import type { TimesView } from '../../../contract/times.js';
import { call } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { Escalation } from './escalation';
import { HoursEditor } from './hours-editor';
import { OFFICE_HOURS } from './hours';
import { refreshGroups } from './queries';

const words = messages.groups;
const FILTER_FROM = 9;
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface GroupFormProps {
  group: Partial<GroupView>;
  people: PersonView[];
  times: TimesView;
  onDone: () => void;
}

export function GroupForm({ group, people, times, onDone }: GroupFormProps) {
  const [name, setName] = useState(group.name ?? '');
  const [members, setMembers] = useState(group.members?.map(({ id }) => id) ?? []);
  const [timeZone, setTimeZone] = useState(group.id ? (group.timeZone ?? HERE) : HERE);
  const [hours, setHours] = useState(group.workingHours ?? []);
  const own = times.groups.find((each) => each.group === group.name);
  const [escalation, setEscalation] = useState(own?.escalation ?? null);
  const [id, setId] = useState(group.id);
  const [problem, setProblem] = useState('');
  const [removing, setRemoving] = useState(false);

  const act = async (work: () => Promise<unknown>) => {
    try {
      await work();
      await refreshGroups();
      onDone();
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { name, members, timeZone, workingHours: hours };
    void act(async () => {
      const saved = await (id
        ? call<GroupView>('PATCH', `/api/groups/${id}`, body)
        : call<GroupView>('POST', '/api/groups', body));
      // Made is made: what is wrong with its times does not make it a second time.
      setId(saved.id);
      if (escalation === (own?.escalation ?? null)) return;
      await call('PATCH', `/api/groups/${saved.id}/times`, { escalation });
      await queryClient.invalidateQueries({ queryKey: ['times'] });
    });
  };

  if (removing) {
    return (
      <div className="stack">
        <h3>{words.removeTitle(group.name ?? '')}</h3>
        <p>{words.removeHint}</p>
        <div className="dialog-foot">
          <Button variant="default" onClick={() => setRemoving(false)}>
            {words.keep}
          </Button>
          <Button color="red" onClick={() => void act(() => call('DELETE', `/api/groups/${group.id}`))}>
            {words.remove}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form className="stack" onSubmit={submit}>
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      <TextInput
        label={words.name}
        placeholder={words.namePlaceholder}
        required
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Members people={people} chosen={members} onChange={setMembers} />
      <SegmentedControl
        aria-label={words.hours}
        value={hours.length === 0 ? 'always' : 'some'}
        onChange={(value) => setHours(value === 'always' ? [] : OFFICE_HOURS)}
        data={[
          { value: 'always', label: words.always },
          { value: 'some', label: words.some },
        ]}
      />
      {hours.length > 0 && (
        <>
          <NativeSelect
            label={words.timeZone}
            value={timeZone}
            onChange={(event) => setTimeZone(event.currentTarget.value)}
            data={zones(timeZone)}
          />
          <HoursEditor hours={hours} onChange={setHours} />
        </>
      )}
      <Escalation value={escalation} times={times} targets={own?.targets ?? times.targets} onChange={setEscalation} />
      <div className="dialog-foot">
        {group.id && (
          <Button variant="outline" color="red" onClick={() => setRemoving(true)}>
            {words.remove}
          </Button>
        )}
        <Button type="submit">{words.save}</Button>
      </div>
    </form>
  );
}

interface MembersProps {
  people: PersonView[];
  chosen: string[];
  onChange: (ids: string[]) => void;
}

function Members({ people, chosen, onChange }: MembersProps) {
  const [filter, setFilter] = useState('');
  const shown = people.filter(
    ({ id, name, email, disabledAt }) =>
      (!disabledAt || chosen.includes(id)) && `${name} ${email}`.toLowerCase().includes(filter.toLowerCase()),
  );
  return (
    <Checkbox.Group label={words.members} value={chosen} onChange={onChange}>
      {people.length >= FILTER_FROM && (
        <TextInput
          mt="xs"
          aria-label={words.filter}
          placeholder={words.filter}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      <div className="members">
        {shown.map(({ id, name, email }) => (
          <Checkbox key={id} value={id} label={name} description={email} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function zones(present: string): string[] {
  return [...new Set([present, HERE, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}
