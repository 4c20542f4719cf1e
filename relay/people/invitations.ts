/** Invitations: an admin names an e-mail address and a role; who has the link makes the account. A link works once. */
import { timingSafeEqual } from 'node:crypto';
import { hashPassword } from '../access/passwords.js';
import { hashToken, newToken } from '../access/tokens.js';
import { audit } from '../audit/audit.js';
import type { Clock } from '../clock.js';
import type { InvitationAnswer, InvitationRequest, InvitationView, NewInvitation } from '../contract/people.js';
import { RelayError } from '../errors.js';
import type { NewId } from '../ids.js';
import { own } from '../store/own.js';
import type { Delivery, Invitation, User } from '../store/records.js';
import type { Reader, Store, Transaction } from '../store/store.js';

export const INVITATION_DAYS = 7;
const DAY_MS = 86_400_000;

interface InvitationsDeps {
  store: Store;
  clock: Clock;
  newId: NewId;
  publicUrl: string;
}
export type Invitations = ReturnType<typeof createInvitations>;

/** Sends a link by mail, in the same transaction; gives the id of the delivery. */
type SendLink = (tx: Transaction, workspaceId: string, invitation: NewInvitation) => Promise<string>;

export function createInvitations({ store, clock, newId, publicUrl }: InvitationsDeps) {
  return {
    async list(workspaceId: string): Promise<InvitationView[]> {
      const all = await store.list('invitations', workspaceId);
      return Promise.all(all.map((invitation) => view(store, invitation)));
    },

    /** A second invitation for the same address takes the place of the first. Throws email_taken for a person who is in already. */
    async invite(
      workspaceId: string,
      request: Omit<InvitationRequest, 'mail'>,
      invitedBy: string,
      send?: SendLink,
    ): Promise<NewInvitation> {
      return store.transaction(async (tx) => {
        const user = await tx.findUserByEmail(request.email);
        if (user?.workspaceId === workspaceId) throw emailTaken('This person is in the workspace already.');
        for (const earlier of await tx.list('invitations', workspaceId))
          if (earlier.email === request.email) tx.remove('invitations', earlier.id);
        const { secret, ...fresh } = freshSecret();
        const invitation = {
          id: newId('inv'),
          workspaceId,
          ...request,
          invitedBy,
          createdAt: clock.now().toISOString(),
          ...fresh,
        };
        note(tx, invitation, 'invitation.made', invitedBy);
        return saved(tx, invitation, secret, invitedBy, send);
      });
    },

    /** A new link for as long again; the one before stops working. */
    async resend(workspaceId: string, id: string, by: string, send?: SendLink): Promise<NewInvitation> {
      return store.transaction(async (tx) => {
        const { secret, ...fresh } = freshSecret();
        // What was mailed before brings a link that stops working now.
        const { mailId: _, ...earlier } = own(await tx.get('invitations', id), workspaceId, id);
        const invitation = { ...earlier, ...fresh };
        note(tx, invitation, 'invitation.renewed', by);
        return saved(tx, invitation, secret, by, send);
      });
    },

    async cancel(workspaceId: string, id: string, by: string): Promise<void> {
      await store.transaction(async (tx) => {
        const invitation = own(await tx.get('invitations', id), workspaceId, id);
        tx.remove('invitations', id);
        note(tx, invitation, 'invitation.cancelled', by);
      });
    },

    /** For whom a link is, while it works. */
    async find(token: string): Promise<{ email: string; role: Invitation['role']; workspace: string } | undefined> {
      const invitation = await live(store, token);
      if (!invitation) return undefined;
      const workspace = await store.get('workspaces', invitation.workspaceId);
      return { email: invitation.email, role: invitation.role, workspace: workspace?.name ?? '' };
    },

    /** Makes the account and uses the link up, in one step. Throws invitation_invalid or email_taken. */
    async accept({ token, name, password }: InvitationAnswer): Promise<User> {
      if (!(await live(store, token))) throw new InvitationInvalid();
      const passwordHash = await hashPassword(password);
      return store.transaction(async (tx) => {
        const invitation = await live(tx, token);
        if (!invitation) throw new InvitationInvalid();
        const { id, workspaceId, email, role } = invitation;
        if (await tx.findUserByEmail(email))
          throw emailTaken('Sign in with it, or ask for an invitation to another one.');
        const user: User = {
          id: newId('usr'),
          workspaceId,
          email,
          name,
          role,
          passwordHash,
          createdAt: clock.now().toISOString(),
        };
        tx.remove('invitations', id);
        tx.put('users', user);
        note(tx, invitation, 'invitation.accepted', email);
        return user;
      });
    },
  };

  function note(tx: Transaction, { workspaceId, id, email, role }: Invitation, event: string, by: string): void {
    audit(tx, { workspaceId, at: clock.now().toISOString(), event, by, subject: id, text: `${email} as ${role}` });
  }

  function freshSecret(): { secret: string; hash: string; expiresAt: string } {
    const secret = newToken();
    const expiresAt = new Date(clock.now().getTime() + INVITATION_DAYS * DAY_MS).toISOString();
    return { secret, hash: hashToken(secret), expiresAt };
  }

  async function live(reader: Reader, token: string): Promise<Invitation | undefined> {
    const [id = '', secret = ''] = token.split('.');
    const invitation = await reader.get('invitations', id);
    if (!invitation || isExpired(invitation)) return undefined;
    return timingSafeEqual(Buffer.from(hashToken(secret)), Buffer.from(invitation.hash)) ? invitation : undefined;
  }

  function isExpired(invitation: Invitation): boolean {
    return invitation.expiresAt <= clock.now().toISOString();
  }

  async function saved(
    tx: Transaction,
    invitation: Invitation,
    secret: string,
    by: string,
    send: SendLink | undefined,
  ): Promise<NewInvitation> {
    const url = `${publicUrl}/join?token=${invitation.id}.${secret}`;
    const mailId = await send?.(tx, invitation.workspaceId, { ...(await view(tx, invitation)), url });
    const kept = mailId === undefined ? invitation : { ...invitation, mailId };
    tx.put('invitations', kept);
    if (mailId !== undefined) note(tx, kept, 'invitation.mailed', by);
    return { ...(await view(tx, kept)), url };
  }

  async function view(reader: Reader, invitation: Invitation): Promise<InvitationView> {
    const { id, email, role, invitedBy, createdAt, expiresAt, mailId } = invitation;
    const mail = mailId ? await reader.get('deliveries', mailId) : undefined;
    return {
      id,
      email,
      role,
      invitedBy,
      createdAt,
      expiresAt,
      isExpired: isExpired(invitation),
      mail: mail ? mailOf(mail) : null,
    };
  }
}

function mailOf({ status, createdAt, attempts }: Delivery): InvitationView['mail'] {
  const last = attempts.at(-1);
  return { status, at: last?.at ?? createdAt, error: last?.error ?? null };
}

class InvitationInvalid extends RelayError {
  constructor() {
    super(
      410,
      'invitation_invalid',
      'This link no longer works',
      'The invitation was used, taken back or has expired. Ask an admin of the workspace for a new one.',
    );
  }
}

function emailTaken(mend: string): RelayError {
  const message = `There is an account with this e-mail address. ${mend}`;
  return new RelayError(409, 'email_taken', 'Address in use', message, { errors: [{ path: 'email', message }] });
}
