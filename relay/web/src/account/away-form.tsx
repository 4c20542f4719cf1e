import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { PersonView } from '../../../contract/people.js';
import { messages } from '../messages';
import { shortTime } from '../time/format';

const words = messages.account;

interface AwayFormProps {
  away: PersonView['away'];
  /** Who could stand in. */
  others: PersonView[];
  onSet: (away: PersonView['away']) => Promise<unknown>;
}

/** Out of office by whole days, in the zone of whoever fills it in. */
export function AwayForm({ away, others, onSet }: AwayFormProps) {
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const [delegate, setDelegate] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await onSet({
      from: startOf(first).toISOString(),
      until: dayAfter(last).toISOString(),
      delegate: delegate || null,
    });
  };
  if (away) {
    return (
      <div className="stack">
        <p>
          {words.isAway(shortTime(away.from), shortTime(away.until))}.{' '}
          {away.delegate ? words.delegateIs(away.delegate) : words.noDelegate}
        </p>
        <Button variant="default" onClick={() => void onSet(null)}>
          {words.endAway}
        </Button>
      </div>
    );
  }
  const candidates = others.filter(({ role, disabledAt }) => role !== 'viewer' && !disabledAt);
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <div className="pair">
        <TextInput
          type="date"
          label={words.firstDay}
          required
          value={first}
          onChange={(event) => setFirst(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={words.lastDay}
          required
          min={first}
          value={last}
          onChange={(event) => setLast(event.currentTarget.value)}
        />
      </div>
      <NativeSelect
        label={words.delegate}
        value={delegate}
        onChange={(event) => setDelegate(event.currentTarget.value)}
        data={[
          { value: '', label: words.nobody },
          ...candidates.map(({ email, name }) => ({ value: email, label: `${name} (${email})` })),
        ]}
      />
      <Button type="submit" variant="default">
        {words.setAway}
      </Button>
    </form>
  );
}

const startOf = (day: string): Date => new Date(`${day}T00:00:00`);

function dayAfter(day: string): Date {
  const after = startOf(day);
  after.setDate(after.getDate() + 1);
  return after;
}
