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
  const { items: invitations = [], sender = null } = useInvitations(true).data ?? {};
  const now = useNow();
  const renew = async ({ id }: InvitationView, how: 'resend' | 'mail') => {
    await tell(async () => onMade(await post<NewInvitation>(`/api/invitations/${id}/${how}`)), words.saved);
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
              {invitation.mail && <MailState mail={invitation.mail} now={now} />}
            </div>
            <div className="row-actions">
              {sender && (
                <Button
                  variant="default"
                  size="xs"
                  onClick={() => void renew(invitation, 'mail')}
                  aria-label={`${words.sendMail} ${invitation.email}`}
                >
                  {words.sendMail}
                </Button>
              )}
              <Button
                variant="default"
                size="xs"
                onClick={() => void renew(invitation, 'resend')}
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

function MailState({ mail, now }: { mail: NonNullable<InvitationView['mail']>; now: number }) {
  const { status, at, error } = mail;
  if (status === 'delivered') return <p className="dim">{words.mailSent(ago(at, now))}</p>;
  if (error) return <p className="mail-error">{words.mailFailed(error)}</p>;
  return status === 'queued' ? <p className="dim">{words.mailQueued}</p> : null;
}
