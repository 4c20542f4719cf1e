import type { SetUpStep } from '../../platforms/platform.js';
import type { ChannelAddress } from '../channel.js';

/** https://docs.slack.dev/reference/app-manifest */
export function manifest({ interactionUrl }: ChannelAddress): Record<string, unknown> {
  return {
    display_information: { name: 'Countersign', description: 'Approve what automations want to do' },
    features: { bot_user: { display_name: 'Countersign', always_online: true } },
    oauth_config: { scopes: { bot: ['chat:write', 'chat:write.public'] } },
    settings: {
      interactivity: { is_enabled: true, request_url: interactionUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  };
}

export function steps(address: ChannelAddress): SetUpStep[] {
  return [
    {
      title: 'Make the app in Slack',
      text: 'Open api.slack.com/apps, choose Create New App, From a manifest, your workspace and JSON, and paste this. Slack must be able to reach this relay’s address.',
      paste: JSON.stringify(manifest(address), null, 2),
    },
    {
      title: 'Install it and copy two secrets',
      text: 'Choose Install to Workspace. Then copy the Bot User OAuth Token (OAuth & Permissions) and the Signing Secret (Basic Information) into the fields here.',
      paste: null,
    },
    {
      title: 'Choose the channel',
      text: 'Open the channel in Slack, choose its name, and copy the id at the bottom of About. In a private channel, invite the app first:',
      paste: '/invite @Countersign',
    },
    {
      title: 'Say who is who',
      text: 'Being in the channel allows nobody to decide. For each reviewer, open their profile in Slack, choose ⋮ and Copy member ID, and put it beside their e-mail address here.',
      paste: null,
    },
    { title: 'Send a test', text: 'Choose Send test. The message arrives within a second or two.', paste: null },
  ];
}
