import { aiAgent } from './ai-agent';
import { finDataConnector } from './fin-data-connector';
import { intercomTag } from './intercom-tag';
import { zendeskAgent } from './zendesk-agent';
import { zendeskRefund } from './zendesk-refund';
import type { Scenario } from '../scenario';

export const scenarios: Scenario[] = [zendeskRefund, zendeskAgent, intercomTag, finDataConnector, aiAgent].flat();
