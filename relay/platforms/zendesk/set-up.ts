/**
 * Makes the webhook and the trigger in Zendesk, and fetches the webhook's signing secret; or says how to do it by hand.
 * https://developer.zendesk.com/documentation/webhooks/creating-and-monitoring-webhooks
 */
import {
  KEY_PLACEHOLDER,
  SetUpFailed,
  type ApiAnswer,
  type Request,
  type SetUp,
  type SetUpAddress,
  type SetUpStep,
} from '../platform.js';
import { judgeWriteBack } from '../written-back.js';
import { canWrite, zendeskHeaders, zendeskUrl, type ZendeskSettings } from './settings.js';

/** Every value in quotes: an unquoted placeholder that is empty would break the body. Free text comes last. */
const BODY = JSON.stringify(
  {
    action: 'ticket_action',
    summary: '{{ticket.title}} — {{ticket.requester.name}} (ticket #{{ticket.id}})',
    details: {
      ticketId: '{{ticket.id}}',
      requester: '{{ticket.requester.email}}',
      subject: '{{ticket.title}}',
      status: '{{ticket.status}}',
      updatedAt: '{{ticket.updated_at_with_timestamp}}',
      agentNote: '{{ticket.latest_comment}}',
    },
  },
  null,
  2,
);

const AGENT_BODY = JSON.stringify(
  {
    action: 'cancel_subscription',
    summary: "AI agent requests cancellation of '{{plan}}'",
    details: { ticket_id: '{{ticket_id}}', subscription_id: '{{subscription_id}}', churn_reason: '{{churn_reason}}' },
    justification: '{{justification}}',
    maxWaitMs: 20_000,
  },
  null,
  2,
);

export const setUp: SetUp<ZendeskSettings> = {
  steps: ({ inboundUrl, publicUrl }, { requestTag }) => [
    {
      part: 'tickets',
      title: 'Make a webhook',
      text: 'Admin Center → Apps and integrations → Webhooks → Create webhook → Trigger or automation. Method POST, format JSON, no authentication. Endpoint:',
      paste: inboundUrl,
    },
    {
      part: 'tickets',
      title: 'Copy its signing secret',
      text: 'On the webhook’s page: Reveal secret. Put it into this connection as its signing secret.',
      paste: null,
    },
    {
      part: 'tickets',
      title: 'Make a trigger',
      text: `Admin Center → Objects and rules → Triggers → Create. Condition: Tags contains at least one of ${requestTag}. Actions: Remove tags ${requestTag}; Notify active webhook, with this body:`,
      paste: BODY,
    },
    ...agentSteps(inboundUrl, publicUrl),
  ],

  runs: 'tickets',

  async run(address, settings, request) {
    if (!canWrite(settings))
      throw new SetUpFailed('Give the subdomain, the e-mail and an API token of an admin first.');
    if (settings.webhookId) throw new SetUpFailed(`It is set up already: webhook ${settings.webhookId}.`);
    const webhookId = await createWebhook(address, settings, request);
    const secret = await call(request, settings, 'GET', `/webhooks/${webhookId}/signing_secret`);
    await call(request, settings, 'POST', '/triggers', trigger(address, settings, webhookId));
    return { webhookId, signingSecret: String(secret.json?.signing_secret?.secret ?? '') || undefined };
  },
};

/** An AI agent calls by itself: it waits for the answer, branches on its status, and looks again while it is pending. */
function agentSteps(inboundUrl: string, publicUrl: string): SetUpStep[] {
  return [
    {
      part: 'agents',
      title: 'Let the AI agent ask',
      text: `AI agents → API integrations → new integration. Method POST, with this address and these headers:`,
      paste: `${inboundUrl}\nContent-Type: application/json\nx-api-key: ${KEY_PLACEHOLDER}`,
    },
    {
      part: 'agents',
      title: 'Say what it asks',
      text: 'The body of that request, with your parameters in it. The answer is held for 20 seconds at most.',
      paste: AGENT_BODY,
    },
    {
      part: 'agents',
      title: 'Branch on the status',
      text: 'Save status, approvalId, decisionNote and modifiedDetails from the answer, and put the integration before the step that acts. If status is approved, go on, with modifiedDetails if there are any; if rejected, let the agent give decisionNote as the reason; if pending, tell the customer that somebody is looking at it.',
      paste: null,
    },
    {
      part: 'agents',
      title: 'Look again while it is pending',
      text: 'A second integration, method GET, which waits up to 25 seconds and says PENDING, APPROVED or REJECTED. With the same header:',
      paste: `${publicUrl}/api/approvals/{{approvalId}}?wait=25\nx-api-key: ${KEY_PLACEHOLDER}`,
    },
  ];
}

async function createWebhook(
  { inboundUrl, name }: SetUpAddress,
  settings: ZendeskSettings,
  request: Request,
): Promise<string> {
  const answer = await call(request, settings, 'POST', '/webhooks', {
    webhook: {
      name: `Countersign: ${name}`,
      status: 'active',
      endpoint: inboundUrl,
      http_method: 'POST',
      request_format: 'json',
      subscriptions: ['conditional_ticket_events'],
    },
  });
  const id: unknown = answer.json?.webhook?.id;
  if (typeof id !== 'string')
    throw new SetUpFailed('Zendesk made the webhook but did not say its id. Look for it in the Admin Center.');
  return id;
}

/** The trigger takes the tag off, so that it asks once. */
function trigger({ name }: SetUpAddress, { requestTag }: ZendeskSettings, webhookId: string) {
  return {
    trigger: {
      title: `Countersign: ask for approval (${name})`,
      conditions: { all: [{ field: 'current_tags', operator: 'includes', value: requestTag }], any: [] },
      actions: [
        { field: 'remove_tags', value: requestTag },
        { field: 'notification_webhook', value: [webhookId, BODY] },
      ],
    },
  };
}

async function call(
  request: Request,
  settings: ZendeskSettings,
  method: 'GET' | 'POST',
  path: string,
  json?: unknown,
): Promise<ApiAnswer> {
  const answer = await request({
    method,
    url: `${zendeskUrl(settings)}/api/v2${path}`,
    headers: zendeskHeaders(settings),
    json,
  });
  const { error } = judgeWriteBack('Zendesk', answer);
  if (error) throw new SetUpFailed(error);
  return answer;
}
