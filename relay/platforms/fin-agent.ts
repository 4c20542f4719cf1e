/** The Fin Agent API's events: when Fin gives up a conversation, a person is asked what to do with it. */
import { asString } from './as-string.js';
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { isSameSecret } from './constant-time.js';
import { asText } from './fill.js';
import { Unreadable, type InboundCall, type Incoming, type Platform, type Translation } from './platform.js';
import { readObject } from './read-json.js';

const FinAgentSettings = z.object({
  webhookSecret: z
    .string()
    .min(1)
    .optional()
    .meta({ title: 'Webhook secret', description: 'Unsigned calls are then refused.' }),
  statuses: z
    .array(z.enum(['awaiting_user_reply', 'escalated', 'resolved', 'complete']))
    .default(['escalated'])
    .meta({ title: 'Statuses that ask' }),
  action: z.string().min(1).max(200).default('fin_escalation').meta({ title: 'Action' }),
});
type FinAgentSettings = z.infer<typeof FinAgentSettings>;

/** `sha256=` and 64 hexadecimal digits; the prefix may be missing. [D: fin-agent-api/setup] */
function verify({ headers, body }: InboundCall, { webhookSecret }: FinAgentSettings): string | undefined {
  if (!webhookSecret) return undefined;
  const given = (headers['x-fin-agent-api-webhook-signature'] ?? '').replace(/^sha256=/, '');
  const expected = createHmac('sha256', webhookSecret).update(body).digest('hex');
  return isSameSecret(given, expected) ? undefined : 'The call is not signed with this connection’s webhook secret.';
}

function read(call: InboundCall): Incoming {
  const payload = readObject(call.body);
  const { event_name: name, conversation_id: conversation, created_at_ms: at } = payload;
  if (typeof name !== 'string') throw new Unreadable('This is no event of the Fin Agent API: it has no event_name.');
  return {
    what: name,
    dedupeKey: conversation && at ? `${name} ${asString(conversation)} ${asString(at)}` : null,
    payload,
  };
}

function translate({ what, payload }: Incoming, settings: FinAgentSettings): Translation {
  const event = payload as Record<string, unknown>;
  if (what !== 'fin_status_updated') return { ignored: `${what} asks nobody anything.` };
  if (!settings.statuses.some((status) => status === event.status))
    return { ignored: `The status ${asString(event.status)} asks nobody anything.` };
  const reason = typeof event.reason === 'string' ? asText(event.reason) : undefined;
  return {
    proposal: {
      request: {
        action: settings.action,
        summary: `Fin ${asString(event.status)} conversation ${asString(event.conversation_id ?? '')}`.trim(),
        details: {
          conversationId: asString(event.conversation_id ?? ''),
          userId: asString(event.user_id ?? ''),
          status: event.status,
        },
        justification: reason,
        agentName: 'Fin',
      },
      source: { reference: {}, url: null, link: null },
    },
  };
}

export const finAgent: Platform<FinAgentSettings> = {
  title: 'Fin Agent API',
  settings: FinAgentSettings,
  secrets: ['webhookSecret'],
  probe: ({ method }) => (method === 'HEAD' ? { status: 200, body: '' } : undefined),
  verify,
  read,
  translate,
};
