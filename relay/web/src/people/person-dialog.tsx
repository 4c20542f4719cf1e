import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PersonView } from '../../../contract/people.js';
import { AwayForm } from '../account/away-form';
import { call } from '../api/client';
import { messages } from '../messages';
import { Dialog } from '../shell/dialog';
import { RoleChoice } from './invite-dialog';
import { refreshPeople } from './queries';
import { tell } from './tell';

const words = messages.people;

interface PersonDialogProps {
  person: PersonView;
  people: PersonView[];
  isAdmin: boolean;
  onClose: () => void;
}

/** All that can be changed about a person: their time away by leads, the rest by admins. */
export function PersonDialog({ person, people, isAdmin, onClose }: PersonDialogProps) {
  const [role, setRole] = useState<string>(person.role);
  const [removing, setRemoving] = useState(false);
  const path = `/api/people/${person.id}`;
  const act = async (method: string, to: string, body: unknown, done: string): Promise<boolean> => {
    const went = await tell(() => call(method, to, body), done);
    await refreshPeople();
    return went;
  };
  const remove = async () => {
    if (await act('DELETE', path, undefined, words.saved)) onClose();
    else setRemoving(false);
  };
  if (removing) {
    return (
      <Dialog title={words.removeTitle(person.name)} opened onClose={() => setRemoving(false)}>
        <div className="stack">
          <p>{words.removeHint}</p>
          <div className="dialog-foot">
            <Button variant="default" onClick={() => setRemoving(false)}>
              {words.keep}
            </Button>
            <Button color="red" onClick={() => void remove()}>
              {words.remove}
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={person.name} opened onClose={onClose}>
      <div className="stack">
        {isAdmin && (
          <>
            <RoleChoice value={role} onChange={setRole} />
            <Button disabled={role === person.role} onClick={() => void act('PATCH', path, { role }, words.saved)}>
              {words.save}
            </Button>
          </>
        )}
        <section>
          <h2>{messages.account.away}</h2>
          <AwayForm
            away={person.away}
            others={people.filter(({ id }) => id !== person.id)}
            onSet={(away) => act('PATCH', path, { away }, words.saved)}
          />
        </section>
        {isAdmin && (
          <section>
            <h2>{words.access}</h2>
            <div className="person-access">
              <Button
                variant="default"
                onClick={() => void act('DELETE', `${path}/sessions`, undefined, words.endSessionsDone)}
              >
                {words.endSessions}
              </Button>
              {person.hasSecondFactor && (
                <Button
                  variant="default"
                  onClick={() => void act('DELETE', `${path}/second-factor`, undefined, words.resetFactorDone)}
                >
                  {words.resetFactor}
                </Button>
              )}
              <Button
                variant="default"
                onClick={() => void act('PATCH', path, { disabled: person.disabledAt === null }, words.saved)}
              >
                {person.disabledAt ? words.letIn : words.shut}
              </Button>
              <Button color="red" variant="outline" onClick={() => setRemoving(true)}>
                {words.remove}
              </Button>
            </div>
          </section>
        )}
      </div>
    </Dialog>
  );
}
