import { Alert, Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { post } from '../api/client';
import { messages } from '../messages';
import { refreshConnections, useSetUp } from './queries';
import { Steps } from './steps';

const words = messages.connections;

/** What to do in the platform, with everything filled in; or the relay does it. */
export function SetUp({ id }: { id: string }) {
  const setUp = useSetUp(id).data;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  if (!setUp) return null;
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
    <div className="stack">
      {setUp.automatic && (
        <div className="automatic">
          <p>{words.automaticHint}</p>
          <Button onClick={() => void run()} loading={busy}>
            {words.automatic}
          </Button>
        </div>
      )}
      {problem && (
        <Alert color="red" role="alert">
          {problem}
        </Alert>
      )}
      <Steps steps={setUp.steps} />
    </div>
  );
}
