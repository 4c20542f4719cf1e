/** Discord with an app of one's own: people decide in the message, and every copy shows what came of it. */
import { z } from 'zod';
import type { ApiAnswer, ApiRequest } from '../../platforms/platform.js';
import type { ChannelKind, Judged } from '../channel.js';
import { GONE } from '../judge-webhook.js';
import * as interaction from './interaction.js';
import { messageOf } from './message.js';

const Snowflake = z
  .string()
  .trim()
  .regex(/^\d{15,22}$/, 'Use the id, a number of some 18 digits: in Discord, choose Copy ID.');

export const DiscordSettings = z.object({
  channelId: Snowflake.optional().meta({
    title: 'Channel id',
    description: 'Switch on Developer Mode in Discord’s settings, then right-click the channel and choose Copy ID.',
  }),
  botToken: z.string().trim().min(20).max(300).optional().meta({ title: 'Bot token' }),
  publicKey: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{64}$/i, 'The public key has 64 characters, 0–9 and a–f.')
    .optional()
    .meta({ title: 'Public key', description: 'Under General Information. It proves who pressed.' }),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .meta({ title: 'API address', description: 'Only if it is not https://discord.com/api/v10.' }),
});
export type DiscordSettings = z.infer<typeof DiscordSettings>;

const api = ({ apiUrl }: DiscordSettings): string => apiUrl?.replace(/\/+$/, '') ?? 'https://discord.com/api/v10';

export const discord: ChannelKind<DiscordSettings> = {
  title: 'Discord',
  summary: 'A message with Approve, Reject and Edit. It shows who decided.',
  settings: DiscordSettings,
  changesCopies: true,
  secrets: ['botToken'],

  missing({ channelId, botToken, publicKey }) {
    const lacks = [!botToken && 'the bot token', !publicKey && 'the public key', !channelId && 'the channel id'];
    const names = lacks.filter((each) => each !== false);
    return names.length > 0 ? `Still needed: ${names.join(', ')}.` : undefined;
  },

  origin: (settings) => new URL(api(settings)).origin,

  describe(notice, settings, { copy }) {
    const json = messageOf(notice, true);
    const headers = { authorization: `Bot ${settings.botToken}` };
    const request: ApiRequest = copy
      ? { method: 'PATCH', url: `${api(settings)}/channels/${copy.channel}/messages/${copy.message}`, headers, json }
      : { method: 'POST', url: `${api(settings)}/channels/${settings.channelId}/messages`, headers, json };
    return { request };
  },

  judge: judgeDiscord,
  interactive: { people: 'Discord user id, a number of some 18 digits', path: 'discord', ...interaction },

  steps: ({ interactionUrl }) => [
    {
      title: 'Make the app in Discord',
      text: 'Open discord.com/developers/applications and choose New Application. Copy the Public Key (General Information) and, under Bot, a new token into the fields here, and save them.',
      paste: null,
    },
    {
      title: 'Tell Discord where presses go',
      text: 'Back under General Information, put this into Interactions Endpoint URL and save. Discord checks the address at once, so the public key has to be saved here first.',
      paste: interactionUrl,
    },
    {
      title: 'Invite the bot',
      text: 'Under OAuth2, URL Generator, choose bot, then View Channels, Send Messages and Embed Links. Open the address that it makes and choose your server.',
      paste: null,
    },
    {
      title: 'Say who is who',
      text: 'Being in the channel allows nobody to decide. Switch on Developer Mode in Discord’s settings; then right-click each reviewer, choose Copy ID, and put it beside their e-mail address here.',
      paste: null,
    },
    { title: 'Send a test', text: 'Choose Send test. The message arrives within a second or two.', paste: null },
  ],
};

export function judgeDiscord({ status, json }: ApiAnswer): Judged {
  if (status >= 200 && status < 300) {
    const { id, channel_id: channel } = (json ?? {}) as { id?: unknown; channel_id?: unknown };
    const isPosted = typeof id === 'string' && typeof channel === 'string';
    return { verdict: 'delivered', error: null, ...(isPosted && { reference: { channel, message: id } }) };
  }
  const told = typeof json?.message === 'string' ? `: ${json.message}` : '';
  // https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
  if (json?.code === UNKNOWN_WEBHOOK)
    return { verdict: 'final', gone: true, error: `Discord answered ${status}${told}. ${GONE}` };
  if (json?.code === UNKNOWN_MESSAGE)
    return { verdict: 'final', copyLost: true, error: 'Somebody deleted the message.' };
  const error = `Discord answered ${status}${told}.${ADVICE[status] ? ` ${ADVICE[status]}` : ''}`;
  return { verdict: status === 429 || status >= 500 ? 'retry' : 'final', error };
}

const UNKNOWN_MESSAGE = 10_008;
const UNKNOWN_WEBHOOK = 10_015;
const ADVICE: Record<number, string | undefined> = {
  401: 'Check the bot token.',
  403: 'The bot may not write in the channel. Give it View Channel, Send Messages and Embed Links.',
  404: 'Check the channel id, or the webhook’s address.',
};
