import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import type { Me } from '../../../contract/access.js';
import type { NewInvitation, PersonView } from '../../../contract/people.js';
import { call } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { shortTime } from '../time/format';
import { useNow } from '../time/use-now';
import { Invitations } from './invitations';
import { InviteDialog, LinkDialog } from './invite-dialog';
import './people.css';
import { PersonDialog } from './person-dialog';
import { usePeople } from './queries';
import { tell } from './tell';

const words = messages.people;

/** Who may come in and what they may do; leads look and set times away, admins do the rest. */
export default function PeoplePage({ me }: { me: Me }) {
  const people = usePeople().data ?? [];
  const isAdmin = me.user?.role === 'admin';
  const [inviting, setInviting] = useState(false);
  const [made, setMade] = useState<NewInvitation>();
  const [changing, setChanging] = useState<string>();
  const changed = people.find(({ id }) => id === changing);
  const require = async (requireSecondFactor: boolean) => {
    await tell(() => call('PATCH', '/api/workspace', { requireSecondFactor }), words.saved);
    await queryClient.invalidateQueries({ queryKey: ['me'] });
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        {isAdmin && <Button onClick={() => setInviting(true)}>{words.invite}</Button>}
      </div>
      <p className="dim">{words.hint}</p>
      <ul className="rows">
        {people.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isMe={person.id === me.user?.id}
            onChange={() => setChanging(person.id)}
          />
        ))}
      </ul>
      {isAdmin && <Invitations onMade={setMade} />}
      {isAdmin && (
        <Switch
          className="require"
          checked={me.workspace.requireSecondFactor}
          onChange={(event) => void require(event.currentTarget.checked)}
          label={words.require}
          description={words.requireHint}
        />
      )}
      <InviteDialog
        opened={inviting}
        onClose={() => setInviting(false)}
        onMade={(invitation) => {
          setInviting(false);
          setMade(invitation);
        }}
      />
      <LinkDialog invitation={made} onDone={() => setMade(undefined)} />
      {changed && (
        <PersonDialog person={changed} people={people} isAdmin={isAdmin} onClose={() => setChanging(undefined)} />
      )}
    </div>
  );
}

function PersonRow({ person, isMe, onChange }: { person: PersonView; isMe: boolean; onChange: () => void }) {
  const now = useNow();
  const { away, groups } = person;
  const isAway = away && Date.parse(away.from) <= now && now < Date.parse(away.until);
  const facts = [
    words.role[person.role],
    ...(groups.length > 0 ? [words.inGroups(groups.join(', '))] : []),
    ...(person.hasSecondFactor ? [words.secondFactor] : []),
    ...(isAway ? [words.awayUntil(shortTime(away.until))] : []),
    ...(person.disabledAt ? [words.shutOut] : []),
  ];
  return (
    <li className="row-line" data-out={person.disabledAt !== null || undefined}>
      <div>
        <p>
          <strong>{person.name}</strong> {isMe && <span className="dim">({words.you})</span>}
        </p>
        <p className="dim">{person.email}</p>
        <p className="dim">{facts.join(' · ')}</p>
      </div>
      <Button variant="default" size="xs" onClick={onChange} aria-label={`${words.change} ${person.name}`}>
        {words.change}
      </Button>
    </li>
  );
}
