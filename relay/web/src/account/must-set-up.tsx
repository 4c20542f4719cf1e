import { Button } from '@mantine/core';
import { call } from '../api/client';
import { queryClient } from '../api/queries';
import { messages } from '../messages';
import { Card } from '../session/card';
import '../people/people.css';
import './account.css';
import { useAccount } from './queries';
import { SecondFactor } from './second-factor';

const words = messages.account;

/** All that is open to somebody without the second factor that their workspace requires. */
export default function MustSetUp({ onDone }: { onDone: () => void }) {
  const account = useAccount().data;
  const signOut = async () => {
    await call('DELETE', '/api/session');
    onDone();
    queryClient.setQueryData(['me'], null);
  };
  return (
    <Card title={words.required} hint={words.requiredHint}>
      {account && <SecondFactor account={account} onDone={onDone} />}
      <Button variant="subtle" color="gray" onClick={() => void signOut()}>
        {messages.nav.signOut}
      </Button>
    </Card>
  );
}
