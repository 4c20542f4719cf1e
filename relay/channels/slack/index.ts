/** Slack with an app of one's own: people decide in the message, and every copy shows what came of it. */
import type { ApiAnswer } from '../../platforms/platform.js';
import type { ChannelKind, Judged } from '../channel.js';
import * as interaction from './interaction.js';
import { messageOf } from './message.js';
import { SlackSettings, slackApi } from './settings.js';
import { steps } from './set-up.js';

/** What trying again does not mend: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const PASSING =
  /^(ratelimited|rate_limited|internal_error|fatal_error|service_unavailable|request_timeout|team_added_to_org)$/;

export const slack: ChannelKind<SlackSettings> = {
  title: 'Slack',
  summary: 'A message with Approve, Reject and Edit. It shows who decided.',
  settings: SlackSettings,
  changesCopies: true,
  secrets: ['botToken', 'signingSecret'],

  missing({ channel, botToken, signingSecret }) {
    const lacks = [!botToken && 'the bot token', !signingSecret && 'the signing secret', !channel && 'the channel id'];
    const names = lacks.filter((each) => each !== false);
    return names.length > 0 ? `Still needed: ${names.join(', ')}.` : undefined;
  },

  origin: (settings) => new URL(slackApi(settings)).origin,

  describe(notice, settings, { copy }) {
    const message = {
      ...messageOf(notice, true),
      unfurl_links: false,
      unfurl_media: false,
      parse: 'none',
      link_names: false,
    };
    const headers = { authorization: `Bearer ${settings.botToken}` };
    if (copy) {
      const json = { channel: copy.channel, ts: copy.ts, ...message };
      return { request: { method: 'POST', url: `${slackApi(settings)}/chat.update`, headers, json } };
    }
    const json = { channel: settings.channel, ...message };
    return { request: { method: 'POST', url: `${slackApi(settings)}/chat.postMessage`, headers, json } };
  },

  judge,
  interactive: { people: 'Slack member id, such as U012AB3CD', path: 'slack', ...interaction },
  steps,
};

/** Slack says 200 also when it refuses. */
function judge({ status, json, text }: ApiAnswer): Judged {
  // That is how the address for private answers says it.
  if (status === 200 && text.trim() === 'ok') return { verdict: 'delivered', error: null };
  if (status === 200 && json?.ok === true) {
    const { channel, ts } = json as { channel?: unknown; ts?: unknown };
    const isPosted = typeof channel === 'string' && typeof ts === 'string';
    return { verdict: 'delivered', error: null, ...(isPosted && { reference: { channel, ts } }) };
  }
  const reason = typeof json?.error === 'string' ? json.error : `HTTP ${status}`;
  const error = `Slack answered ${reason}.${ADVICE[reason] ? ` ${ADVICE[reason]}` : ''}`;
  const isFinal = status === 200 && typeof json?.error === 'string' && !PASSING.test(reason);
  if (reason === 'message_not_found') return { verdict: 'final', copyLost: true, error };
  return { verdict: isFinal ? 'final' : 'retry', error };
}

const ADVICE: Record<string, string | undefined> = {
  invalid_auth: 'Check the bot token.',
  account_inactive: 'The app was removed from Slack. Install it again and give the new token.',
  token_revoked: 'The app was removed from Slack. Install it again and give the new token.',
  not_authed: 'Check the bot token.',
  missing_scope: 'The app lacks chat:write. Add it in Slack and install the app again.',
  channel_not_found: 'Check the channel id, and invite the app to the channel if it is private.',
  not_in_channel: 'Invite the app to the channel: /invite @Countersign.',
  is_archived: 'The channel is archived. Choose another one.',
  message_not_found: 'Somebody deleted the message.',
};
