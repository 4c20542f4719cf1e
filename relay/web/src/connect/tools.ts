import type { PlatformName } from '../../../contract/connection.js';

export type ToolWithKey = 'n8n' | 'zapier' | 'code';
/** A platform's connection. Where it can be used in several ways, which one, and which settings that one needs. */
export interface ToolByPlatform {
  platform: PlatformName;
  part?: string;
  settings?: string[];
  /** Calls with a connection key rather than by webhooks. */
  callsWithKey?: boolean;
}
export type Tool = ToolByPlatform | { withKey: ToolWithKey } | { ways: string[] };

/** What can be connected, in the order in which it is offered. */
export const TOOLS: Record<string, Tool> = {
  zendesk: { platform: 'zendesk' },
  intercom: { platform: 'intercom', part: 'events' },
  fin: { ways: ['fin-procedures', 'fin-connectors', 'fin-helpdesk', 'fin-agent'] },
  hubspot: { platform: 'hubspot' },
  freshdesk: { platform: 'freshdesk' },
  salesforce: { platform: 'salesforce' },
  n8n: { withKey: 'n8n' },
  zapier: { withKey: 'zapier' },
  generic: { platform: 'generic' },
  code: { withKey: 'code' },
};

/** Reached by a choice within a tool. */
export const WAYS: Record<string, ToolByPlatform> = {
  'fin-procedures': {
    platform: 'intercom',
    part: 'procedures',
    settings: ['region', 'clientSecret', 'accessToken'],
  },
  'fin-connectors': {
    platform: 'intercom',
    part: 'connectors',
    settings: ['region', 'accessToken'],
    callsWithKey: true,
  },
  'fin-helpdesk': { platform: 'fin-helpdesk' },
  'fin-agent': { platform: 'fin-agent' },
};
