/** Fin's Custom Helpdesk: Fin calls the operations under the connection's address; see relay/helpdesk. */
import { randomBytes } from 'node:crypto';
import type { InboundCall, Incoming, Platform } from '../platform.js';
import { readObject } from '../read-json.js';
import { NewConversation } from './bodies.js';
import { proposeHandover, type Talk } from './propose.js';
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
  what: 'create_conversation',
  dedupeKey: null,
  payload: readObject(body),
});

function imagined({ user, title, attributes, tags, initial_message: first }: NewConversation): Talk {
  const at = '2026-01-01T00:00:00.000Z';
  const place = { workspaceId: '', connectionId: 'con', createdAt: at };
  const known = { publicId: user?.id ?? 'user', name: user?.name ?? null, email: user?.email ?? null, photoUrl: null };
  return {
    conversation: {
      ...place,
      id: 'conv_test',
      userId: 'usr',
      status: 'open',
      title: title ?? null,
      tags: tags ?? [],
      attributes: attributes ?? {},
      assigneeId: null,
      lastUserReadAt: null,
      lastMessageId: null,
      lastUserMessageId: null,
      handover: null,
      updatedAt: at,
    },
    user: { ...place, ...known, id: 'usr', attributes: {} },
    messages: first
      ? [
          {
            ...place,
            id: 'msg',
            conversationId: 'conv_test',
            previousId: null,
            body: first.body ?? null,
            author: { id: known.publicId, userType: 'end_user', name: known.name, email: known.email },
            visibility: 'public',
            attachments: first.attachments ?? [],
          },
        ]
      : [],
  };
}

export const finHelpdesk: Platform<FinHelpdeskSettings> = {
  title: 'Fin Custom Helpdesk',
  settings: FinHelpdeskSettings,
  secrets: ['webhookKey', 'clientSecret', 'signingSecret'],
  address: 'helpdesk',
  generate: ({ clientSecret }) =>
    clientSecret === undefined ? { clientSecret: randomBytes(32).toString('base64url') } : {},
  verify: () => 'Fin is to call the operations behind the address, such as …/create_conversation.',
  read,
  // Only for trials: what a conversation that is handed over at once would ask.
  translate: ({ payload }, settings) => ({
    proposal: proposeHandover(imagined(NewConversation.parse(payload)), settings),
  }),
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
