import { Button } from '@mantine/core';
import type { InvitationView, NewInvitation } from '../../../contract/people.js';
import { call, post } from '../api/client';
import { messages } from '../messages';
import { ago } from '../time/format';
import { useNow } from '../time/use-now';
import { refreshPeople, useInvitations } from './queries';
import { tell } from './tell';

const words = messages.people;

/** Who was invited and has not come in yet. */
export function Invitations({ onMade }: { onMade: (invitation: NewInvitation) => void }) {
  const invitations = useInvitations(true).data ?? [];
  const now = useNow();
  const resend = async ({ id }: InvitationView) => {
    await tell(async () => onMade(await post<NewInvitation>(`/api/invitations/${id}/resend`)), words.saved);
    void refreshPeople();
  };
  const cancel = async ({ id }: InvitationView) => {
    await tell(() => call('DELETE', `/api/invitations/${id}`), words.saved);
    void refreshPeople();
  };
  if (invitations.length === 0) return null;
  return (
    <section>
      <h2>{words.invitations}</h2>
      <ul className="rows">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="row-line">
            <div>
              <p>
                <strong>{invitation.email}</strong>
              </p>
              <p className="dim">
                {words.role[invitation.role]} ·{' '}
                {invitation.isExpired ? words.expired : words.expires(ago(invitation.expiresAt, now))}
              </p>
            </div>
            <div className="row-actions">
              <Button
                variant="default"
                size="xs"
                onClick={() => void resend(invitation)}
                aria-label={`${words.resend} ${invitation.email}`}
              >
                {words.resend}
              </Button>
              <Button
                variant="default"
                size="xs"
                onClick={() => void cancel(invitation)}
                aria-label={`${words.cancel} ${invitation.email}`}
              >
                {words.cancel}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
