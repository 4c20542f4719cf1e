/** E-mail by a mail server of one's own: each person gets a message with a link of their own, which shows and never decides. */
import type { MailServer } from '../../outbound.js';
import type { ChannelKind } from '../channel.js';
import { invitationLetter } from './invitation.js';
import { letterOf } from './message.js';
import { EmailSettings } from './settings.js';

export const email: ChannelKind<EmailSettings> = {
  title: 'E-mail',
  summary: 'A message to each person with a link of their own, which works without an account.',
  settings: EmailSettings,
  changesCopies: false,
  secrets: ['password'],

  missing({ host, from }) {
    const names = [!host && 'the mail server', !from && 'the sender'].filter((each) => each !== false);
    return names.length > 0 ? `Still needed: ${names.join(', ')}.` : undefined;
  },

  recipients: ({ to = [] }) => to,

  // Deliveries are shared out by the origin of an address; mail servers have none, so they are given this one.
  origin: ({ host = 'mail.invalid', port = 587 }) => `https://${host.toLowerCase()}:${port}`,

  describe(notice, settings, { id, copy, purpose, to }) {
    // A mail for each vote would be noise; that it is about other details now is not.
    if (!to || (copy && purpose !== 'settled' && purpose !== 'revised')) return undefined;
    const inReplyTo = typeof copy?.messageId === 'string' ? copy.messageId : undefined;
    return { mail: { ...envelope(settings, id, to), ...letterOf(notice), ...(inReplyTo && { inReplyTo }) } };
  },

  invites: {
    sender: ({ from = '' }) => from,
    describe: (invited, settings, { id }) => ({
      mail: { ...envelope(settings, id, invited.to), ...invitationLetter(invited) },
    }),
  },

  // A mail has no answer of this form.
  judge: () => ({ verdict: 'delivered', error: null }),

  steps: () => [
    {
      title: 'Find your mail server',
      text: 'Whoever runs your mail knows its name, port and encryption, and can make a user name and password for this relay. A mail server in your own network also has to be named in COUNTERSIGN_ALLOW_PRIVATE_HOSTS.',
      paste: null,
    },
    {
      title: 'Say who is written to',
      text: 'The people whom an approval names and the members of its group are written to; the recipients here only when there are none.',
      paste: null,
    },
    { title: 'Send a test', text: 'Choose Send test. It goes to the first recipient here.', paste: null },
  ],
};

function envelope(settings: EmailSettings, id: string, to: string) {
  const { host = '', port, security, user, password, from = '' } = settings;
  const server: MailServer = {
    host,
    port,
    tls: security === 'tls',
    plain: security === 'none',
    ...(user && { user, password }),
  };
  return { server, from, to, messageId: `<${id}@${from.split('@')[1] ?? 'countersign.invalid'}>` };
}
