/** Slack by an incoming webhook alone: a message with a link. Nobody can decide in it, and it cannot be changed afterwards. */
import { z } from 'zod';
import type { ChannelKind } from '../channel.js';
import { judgeWebhook } from '../judge-webhook.js';
import { messageOf, outcomeMessage } from './message.js';

const Settings = z.object({
  url: z
    .url({ protocol: /^https?$/, error: 'Use the whole address that Slack shows, from https:// on.' })
    .max(500)
    .optional()
    .meta({ title: 'Webhook address', description: 'https://hooks.slack.com/services/…; it is a secret.' }),
});

export const slackWebhook: ChannelKind<z.infer<typeof Settings>> = {
  title: 'Slack (link only)',
  summary: 'A message with a link to the inbox. Quickest to set up; nobody can decide in Slack itself.',
  settings: Settings,
  changesCopies: false,
  secrets: ['url'],
  missing: ({ url }) => (url ? undefined : 'Still needed: the webhook address.'),
  origin: ({ url }) => new URL(url ?? 'https://hooks.slack.com').origin,

  describe(notice, { url = '' }, { copy, purpose }) {
    if (copy && purpose !== 'settled' && purpose !== 'revised') return undefined;
    const message = copy && notice.outcome ? outcomeMessage(notice, notice.outcome) : messageOf(notice, false);
    return { request: { method: 'POST', url, json: { ...message, unfurl_links: false, unfurl_media: false } } };
  },

  judge: (answer) => judgeWebhook('Slack', answer, [404, 410]),

  steps: () => [
    {
      title: 'Make the webhook in Slack',
      text: 'Open api.slack.com/apps, choose Create New App, then Incoming Webhooks, switch it on, choose Add New Webhook and the channel. Copy the address into the field here.',
      paste: null,
    },
    { title: 'Send a test', text: 'Choose Send test. The message arrives within a second or two.', paste: null },
  ],
};
