/** Every kind of channel by its name. */
import type { ChannelKindName } from '../contract/channel.js';
import type { ChannelKind } from './channel.js';
import { slack } from './slack/index.js';
import { slackWebhook } from './slack/webhook.js';

/** Settings are validated by the kind's own schema before it ever sees them, so their type matters to it alone. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export type AnyChannelKind = ChannelKind<any>;

export const channelKinds: Record<ChannelKindName, AnyChannelKind> = {
  slack,
  'slack-webhook': slackWebhook,
};
