import { Button, CloseButton, Select, TextInput } from '@mantine/core';
import { messages } from '../messages';
import { useReviewers, type ChannelPerson } from './queries';

const words = messages.channels;

interface PeopleFieldsProps {
  /** What identifies a person in the channel. */
  idName: string;
  people: ChannelPerson[];
  onChange: (people: ChannelPerson[]) => void;
}

/** Which id in the channel is which reviewer here. */
export function PeopleFields({ idName, people, onChange }: PeopleFieldsProps) {
  const reviewers = (useReviewers().data ?? []).filter(({ role }) => role !== 'viewer');
  const known = new Set([...reviewers.map(({ email }) => email), ...people.map(({ email }) => email)]);
  known.delete('');
  const change = (index: number, to: Partial<ChannelPerson>) =>
    onChange(people.map((person, at) => (at === index ? { ...person, ...to } : person)));
  return (
    <>
      {people.length === 0 && <p className="dim">{words.nobodyYet}</p>}
      <ul className="channel-people">
        {people.map((person, index) => (
          <li key={index}>
            <TextInput
              label={words.externalId(idName)}
              value={person.externalId}
              onChange={(event) => change(index, { externalId: event.currentTarget.value })}
            />
            <Select
              label={words.reviewer}
              placeholder={words.choose}
              searchable
              allowDeselect={false}
              data={[...known]}
              value={person.email || null}
              onChange={(email) => change(index, { email: email ?? '' })}
            />
            <CloseButton
              size={44}
              aria-label={words.removePerson(person.externalId)}
              onClick={() => onChange(people.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      <Button variant="default" onClick={() => onChange([...people, { externalId: '', email: '' }])}>
        {words.addPerson}
      </Button>
    </>
  );
}
