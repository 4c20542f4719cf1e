import { Button } from '@mantine/core';
import { call } from '../api/client';
import { messages } from '../messages';
import { tell } from '../people/tell';
import { ago, shortTime } from '../time/format';
import { useNow } from '../time/use-now';
import { refreshAccount, useSessions } from './queries';

const words = messages.account;

export function SessionList() {
  const sessions = useSessions().data ?? [];
  const now = useNow();
  const end = async (path: string) => {
    await tell(() => call('DELETE', path), words.saved);
    void refreshAccount();
  };
  return (
    <section>
      <h2>{words.sessions}</h2>
      <ul className="rows">
        {sessions.map(({ id, device, isThis, createdAt, lastSeenAt }) => (
          <li key={id} className="row-line">
            <div>
              <p>
                <strong>{device}</strong> {isThis && <span className="dim">· {words.thisOne}</span>}
              </p>
              <p className="dim">
                {words.seen(ago(lastSeenAt, now))} · {words.since(shortTime(createdAt))}
              </p>
            </div>
            {!isThis && (
              <Button
                variant="default"
                size="xs"
                aria-label={words.endThe(device)}
                onClick={() => void end(`/api/account/sessions/${id}`)}
              >
                {words.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Button variant="default" mt="sm" onClick={() => void end('/api/account/sessions')}>
          {words.endOthers}
        </Button>
      )}
    </section>
  );
}
