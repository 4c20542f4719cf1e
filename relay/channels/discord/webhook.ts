/** Discord by a plain webhook: a message with a link, brought up to date when it is decided. Discord allows no other buttons in it. */
import { z } from 'zod';
import type { ChannelKind } from '../channel.js';
import { judgeDiscord } from './index.js';
import { messageOf } from './message.js';

const Settings = z.object({
  url: z
    .url({ protocol: /^https?$/, error: 'Use the whole address that Discord shows, from https:// on.' })
    .max(500)
    .optional()
    .meta({ title: 'Webhook address', description: 'https://discord.com/api/webhooks/…; it is a secret.' }),
});

export const discordWebhook: ChannelKind<z.infer<typeof Settings>> = {
  title: 'Discord (link only)',
  summary: 'A message with a link to the inbox. It shows who decided; nobody can decide in Discord itself.',
  settings: Settings,
  changesCopies: true,
  secrets: ['url'],
  missing: ({ url }) => (url ? undefined : 'Still needed: the webhook address.'),
  origin: ({ url }) => new URL(url ?? 'https://discord.com').origin,

  describe(notice, { url = '' }, { copy }) {
    const address = new URL(url);
    if (copy) address.pathname += `/messages/${copy.message}`;
    // Without the first, Discord does not say which message it made; without the second, it leaves the button out.
    if (!copy) address.searchParams.set('wait', 'true');
    address.searchParams.set('with_components', 'true');
    return { request: { method: copy ? 'PATCH' : 'POST', url: address.href, json: messageOf(notice, false) } };
  },

  judge: judgeDiscord,

  steps: () => [
    {
      title: 'Make the webhook in Discord',
      text: 'Open the channel’s settings, choose Integrations, Webhooks, New Webhook, and Copy Webhook URL. Put it into the field here.',
      paste: null,
    },
    { title: 'Send a test', text: 'Choose Send test. The message arrives within a second or two.', paste: null },
  ],
};
