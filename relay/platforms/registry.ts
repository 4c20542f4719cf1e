/** Every platform by its name. */
import type { PlatformName } from '../contract/connection.js';
import { finAgent } from './fin-agent.js';
import { finHelpdesk } from './fin-helpdesk/index.js';
import { freshdesk } from './freshdesk.js';
import { generic } from './generic.js';
import { hubspot } from './hubspot.js';
import { intercom } from './intercom/index.js';
import type { Platform } from './platform.js';
import { salesforce } from './salesforce.js';
import { zendesk } from './zendesk/index.js';

/** Settings are validated by the platform's own schema before it ever sees them, so their type matters to it alone. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export type AnyPlatform = Platform<any>;

export const platforms: Record<PlatformName, AnyPlatform> = {
  zendesk,
  intercom,
  'fin-agent': finAgent,
  'fin-helpdesk': finHelpdesk,
  hubspot,
  freshdesk,
  salesforce,
  generic,
};
