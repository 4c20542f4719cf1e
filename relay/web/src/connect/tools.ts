import type { PlatformName } from '../../../contract/connection.js';

/** What can be connected, in the order in which it is offered: by a platform's webhooks, or with a key. */
export const TOOLS: Record<string, { platform: PlatformName } | { withKey: 'n8n' | 'zapier' | 'code' }> = {
  zendesk: { platform: 'zendesk' },
  intercom: { platform: 'intercom' },
  fin: { platform: 'intercom' },
  'fin-helpdesk': { platform: 'fin-helpdesk' },
  'fin-agent': { platform: 'fin-agent' },
  hubspot: { platform: 'hubspot' },
  freshdesk: { platform: 'freshdesk' },
  salesforce: { platform: 'salesforce' },
  n8n: { withKey: 'n8n' },
  zapier: { withKey: 'zapier' },
  generic: { platform: 'generic' },
  code: { withKey: 'code' },
};
