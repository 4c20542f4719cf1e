import { Alert, Button, Checkbox, CopyButton, Radio, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Role } from '../../../contract/access.js';
import type { NewInvitation } from '../../../contract/people.js';
import { post } from '../api/client';
import { messages } from '../messages';
import { Dialog } from '../shell/dialog';
import { refreshPeople, useInvitations } from './queries';

const words = messages.people;
const ROLES: Role[] = ['reviewer', 'lead', 'viewer', 'admin'];

interface InviteDialogProps {
  opened: boolean;
  onClose: () => void;
  onMade: (invitation: NewInvitation) => void;
}

export function InviteDialog({ opened, onClose, onMade }: InviteDialogProps) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<string>('reviewer');
  const [mails, setMails] = useState(true);
  const [problem, setProblem] = useState('');
  const sender = useInvitations(opened).data?.sender ?? null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const invitation = await post<NewInvitation>('/api/people', {
        email,
        role,
        mail: sender !== null && mails,
      });
      setEmail('');
      setProblem('');
      void refreshPeople();
      onMade(invitation);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <Dialog title={words.inviteTitle} opened={opened} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <TextInput
          label={words.email}
          type="email"
          required
          data-autofocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <RoleChoice value={role} onChange={setRole} />
        {sender && (
          <Checkbox
            label={words.mail}
            description={words.mailHint(sender)}
            checked={mails}
            onChange={(event) => setMails(event.currentTarget.checked)}
          />
        )}
        <Button type="submit">{words.makeLink}</Button>
      </form>
    </Dialog>
  );
}

export function RoleChoice({ value, onChange }: { value: string; onChange: (role: string) => void }) {
  return (
    <Radio.Group label={words.roleLabel} value={value} onChange={onChange}>
      {ROLES.map((role) => (
        <Radio key={role} value={role} label={words.role[role]} description={words.roleHint[role]} mt="xs" />
      ))}
    </Radio.Group>
  );
}

/** The one time that the link is shown. */
export function LinkDialog({ invitation, onDone }: { invitation: NewInvitation | undefined; onDone: () => void }) {
  return (
    <Dialog title={words.linkTitle} opened={invitation !== undefined}>
      {invitation && (
        <div className="stack">
          <Alert color="yellow">
            {invitation.mail ? words.linkMailed(invitation.email) : words.linkHint(invitation.email)}
          </Alert>
          <CopyLine label={words.link} value={invitation.url} />
          <Button onClick={onDone}>{words.done}</Button>
        </div>
      )}
    </Dialog>
  );
}

export function CopyLine({ label, value }: { label: string; value: string }) {
  return (
    <div className="secret">
      <TextInput label={label} value={value} readOnly onFocus={(event) => event.currentTarget.select()} />
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
