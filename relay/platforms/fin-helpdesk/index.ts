/** Fin's Custom Helpdesk: Fin calls the operations under the connection's address; see relay/helpdesk. */
import { randomBytes } from 'node:crypto';
import type { InboundCall, Incoming, Platform } from '../platform.js';
import { readObject } from '../read-json.js';
import { FinHelpdeskSettings } from './settings.js';

const OPERATIONS = [
  'get_agents',
  'get_user',
  'create_user',
  'update_user',
  'get_conversation',
  'create_conversation',
  'update_conversation',
  'get_messages',
  'create_message',
];

const read = ({ body }: InboundCall): Incoming => ({
  what: 'call without an operation',
  dedupeKey: null,
  payload: readObject(body),
});

export const finHelpdesk: Platform<FinHelpdeskSettings> = {
  title: 'Fin Custom Helpdesk',
  settings: FinHelpdeskSettings,
  secrets: ['webhookKey', 'clientSecret', 'signingSecret'],
  address: 'helpdesk',
  generate: ({ clientSecret }) =>
    clientSecret === undefined ? { clientSecret: randomBytes(32).toString('base64url') } : {},
  verify: () => undefined,
  read,
  translate: () => ({ ignored: 'Fin is to call the operations behind the address, such as …/create_conversation.' }),
  setUp: {
    steps: ({ inboundUrl, id }) => [
      {
        title: 'Let Fin get a token',
        text: 'Intercom → Fin → Deploy → Custom helpdesk → Authentication: OAuth, client credentials. The client secret was shown when this connection was made; set a new one in the settings if it is lost. Token address, then client ID:',
        paste: `${inboundUrl}/oauth/token\n${id}`,
      },
      {
        title: 'Give Fin the addresses',
        text: 'One for each operation, method POST:',
        paste: OPERATIONS.map((name) => `${inboundUrl}/${name}`).join('\n'),
      },
      {
        title: 'Choose who Fin is',
        text: 'Fetch the agents and choose Fin as the agent that stands for Fin; the other one stands for your reviewers.',
        paste: null,
      },
      {
        title: 'Copy back what Intercom shows',
        text: 'The identifier and the webhook key of the custom helpdesk, and its signing secret, go into this connection. Without the first two Fin is not told that somebody has answered.',
        paste: null,
      },
    ],
  },
};
