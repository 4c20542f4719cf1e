import { Alert, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { NewKey } from '../../../contract/access.js';
import type { SetUpView } from '../../../contract/connection.js';
import { post } from '../api/client';
import { messages } from '../messages';
import { MakeKey } from './make-key';
import { refreshConnections, useSetUp } from './queries';
import { Steps } from './steps';

const words = messages.connections;

interface SetUpProps {
  id: string;
  /** Of the connection. */
  name: string;
  /** Only what this way of using the platform needs. */
  part?: string;
  onKey?: (key: NewKey) => void;
}

/** What to do in the platform, with everything filled in; or the relay does it. */
export function SetUp({ id, name, part, onKey }: SetUpProps) {
  const setUp = useSetUp(id).data;
  const [key, setKey] = useState<NewKey>();
  if (!setUp) return null;
  const parts = part ? [part] : [...new Set(setUp.steps.map((step) => step.part))];
  return (
    <div className="stack set-up-parts">
      {parts.map((each) => (
        <section key={each} className="stack" aria-label={each ? words.part[each] : words.tab.setUp}>
          {each && !part && <h2>{words.part[each]}</h2>}
          <Part
            id={id}
            setUp={setUp}
            part={each}
            name={name}
            made={key}
            onMade={(made) => {
              setKey(made);
              onKey?.(made);
            }}
          />
        </section>
      ))}
    </div>
  );
}

interface PartProps {
  id: string;
  setUp: SetUpView;
  part: string | null;
  name: string;
  made: NewKey | undefined;
  onMade: (key: NewKey) => void;
}

/** A key that was made here stands in the texts for as long as the page is open, and is nowhere to be seen after that. */
function Part({ id, setUp, part, name, made, onMade }: PartProps) {
  const { steps, keyPlaceholder, automaticPart } = setUp;
  const own = steps.filter((step) => step.part === part);
  const needsKey = keyPlaceholder !== null && own.some(({ paste }) => paste?.includes(keyPlaceholder));
  const automatic = setUp.automatic && automaticPart === part && <Automatic id={id} part={part} />;
  if (!needsKey)
    return (
      <>
        {automatic}
        <Steps steps={own} />
      </>
    );
  const filled = own.map((step) => ({
    ...step,
    paste: made ? (step.paste?.replaceAll(keyPlaceholder, made.key) ?? null) : step.paste,
  }));
  return (
    <>
      {!made && automatic}
      <MakeKey name={name} made={made} onMade={onMade} />
      <Steps steps={filled} />
    </>
  );
}

function Automatic({ id, part }: { id: string; part: string | null }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const run = async () => {
    setBusy(true);
    setProblem('');
    try {
      await post(`/api/connections/${id}/set-up`);
      notifications.show({ message: words.automaticDone });
      await refreshConnections();
    } catch (error) {
      setProblem((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <>
      <div className="automatic">
        <p>{(part && words.automaticPart[part]) || words.automaticHint}</p>
        <Button onClick={() => void run()} loading={busy}>
          {words.automatic}
        </Button>
      </div>
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
    </>
  );
}
