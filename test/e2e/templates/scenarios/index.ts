import { aiAgent } from './ai-agent';
import { bulkEmail } from './bulk-email';
import { expiring } from './expiring';
import { failures } from './failures';
import { finHelpdesk, finProcedure } from './fin';
import { finDataConnector } from './fin-data-connector';
import { freshdesk } from './freshdesk';
import { hubspot } from './hubspot';
import { intercomTag } from './intercom-tag';
import { reports } from './reports';
import { salesforce } from './salesforce';
import { slack } from './slack';
import { spreadsheet } from './spreadsheet';
import { twoPerson } from './two-person';
import { zendeskAgent } from './zendesk-agent';
import { zendeskRefund } from './zendesk-refund';
import type { Scenario } from '../scenario';

export const scenarios: Scenario[] = [
  zendeskRefund,
  zendeskAgent,
  intercomTag,
  finDataConnector,
  aiAgent,
  bulkEmail,
  spreadsheet,
  expiring,
  slack,
  hubspot,
  freshdesk,
  salesforce,
  twoPerson,
  reports,
  failures,
  finProcedure,
  finHelpdesk,
].flat();
