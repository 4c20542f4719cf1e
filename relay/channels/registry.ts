/** Every kind of channel by its name. */
import type { ChannelKindName } from '../contract/channel.js';
import type { ChannelKind } from './channel.js';
import { discord } from './discord/index.js';
import { discordWebhook } from './discord/webhook.js';
import { email } from './email/index.js';
import { pagerduty } from './pagerduty.js';
import { slack } from './slack/index.js';
import { slackWebhook } from './slack/webhook.js';
import { teams } from './teams.js';
import { webhook } from './webhook.js';

/** Settings are validated by the kind's own schema before it ever sees them, so their type matters to it alone. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export type AnyChannelKind = ChannelKind<any>;

export const channelKinds: Record<ChannelKindName, AnyChannelKind> = {
  slack,
  'slack-webhook': slackWebhook,
  discord,
  'discord-webhook': discordWebhook,
  teams,
  email,
  pagerduty,
  webhook,
};
