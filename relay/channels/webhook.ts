/** Any other program, told by a request that is signed as Standard Webhooks has it. */
import { z } from 'zod';
import { SigningSecret } from '../contract/access.js';
import { signedHeaders } from '../signature.js';
import type { ChannelKind } from './channel.js';
import { judgeWebhook } from './judge-webhook.js';

const Settings = z.object({
  url: z
    .url({ protocol: /^https?$/, error: 'Use a full http:// or https:// address.' })
    .max(2000)
    .optional()
    .meta({ title: 'Address', description: 'Where the requests go.' }),
  secret: SigningSecret.optional().meta({
    title: 'Signing secret',
    description: 'whsec_ and 24 to 64 bytes in base64. The receiver checks the signature with it.',
  }),
});

export const webhook: ChannelKind<z.infer<typeof Settings>> = {
  title: 'Webhook',
  summary: 'A signed request with the approval as JSON, for any other program.',
  settings: Settings,
  changesCopies: false,
  secrets: ['url', 'secret'],
  missing({ url, secret }) {
    const names = [!url && 'the address', !secret && 'the signing secret'].filter((each) => each !== false);
    return names.length > 0 ? `Still needed: ${names.join(', ')}.` : undefined;
  },
  origin: ({ url }) => new URL(url ?? 'https://webhook.invalid').origin,

  describe(notice, { url = '', secret = '' }, { id, now, purpose }) {
    const json = { type: `channel.${purpose}`, timestamp: now.toISOString(), data: notice.view };
    const body = JSON.stringify(json);
    const headers = signedHeaders({ secret, id, now, body, cheqpointSignature: false });
    return { request: { method: 'POST', url, headers, json } };
  },

  judge: (answer) => judgeWebhook('The receiver', answer),

  steps: () => [
    {
      title: 'Make an address that takes POST requests',
      text: 'The body is {"type", "timestamp", "data"}: type is channel.asked, channel.assigned, channel.reminded, channel.escalated, channel.changed, channel.revised or channel.settled, and data is the approval as the API shows it.',
      paste: null,
    },
    {
      title: 'Check the signature',
      text: 'Requests carry webhook-id, webhook-timestamp and webhook-signature (standardwebhooks.com). Make a secret, keep it at the receiver, and put it into the field here. One way to make it:',
      paste: 'echo "whsec_$(openssl rand -base64 32)"',
    },
    { title: 'Send a test', text: 'Choose Send test. Its type is channel.test.', paste: null },
  ],
};
