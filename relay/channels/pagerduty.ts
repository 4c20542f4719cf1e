/** PagerDuty, Events API v2: calls somebody when an approval has waited too long. https://developer.pagerduty.com/docs/events-api-v2-overview */
import { z } from 'zod';
import { RISK_LEVELS } from '../contract/approval-words.js';
import type { ApiAnswer } from '../platforms/platform.js';
import type { Approval } from '../store/records.js';
import type { ChannelKind, Judged } from './channel.js';
import { cut } from './cut.js';
import type { Notice } from './notice.js';

const DEFAULT_MINUTES = 30;

const Settings = z.object({
  routingKey: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{32}$/, 'The integration key has 32 letters and digits.')
    .optional()
    .meta({ title: 'Integration key', description: 'Of an Events API V2 integration of the service.' }),
  minutes: z
    .int()
    .min(0)
    .max(10_080)
    .default(DEFAULT_MINUTES)
    .meta({ title: 'Minutes to wait', description: 'How long an approval waits before somebody is called.' }),
  risk: z
    .enum(RISK_LEVELS)
    .default('high')
    .meta({ title: 'From which risk on', description: 'Approvals below it call nobody.' }),
  apiUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional()
    .meta({ title: 'API address', description: 'https://events.eu.pagerduty.com for accounts in the EU.' }),
});
type PagerDutySettings = z.infer<typeof Settings>;

const api = ({ apiUrl }: PagerDutySettings): string => apiUrl?.replace(/\/+$/, '') ?? 'https://events.pagerduty.com';
const SEVERITY = { low: 'info', medium: 'warning', high: 'critical' } as const;

export const pagerduty: ChannelKind<PagerDutySettings> = {
  title: 'PagerDuty',
  summary: 'Opens an incident when a risky approval has waited too long, and resolves it when it is decided.',
  settings: Settings,
  changesCopies: false,
  secrets: ['routingKey'],
  missing: ({ routingKey }) => (routingKey ? undefined : 'Still needed: the integration key.'),

  due({ riskLevel, createdAt }: Approval, { risk, minutes }) {
    if (RISK_LEVELS.indexOf(riskLevel) < RISK_LEVELS.indexOf(risk)) return undefined;
    return new Date(Date.parse(createdAt) + minutes * 60_000);
  },

  origin: (settings) => new URL(api(settings)).origin,

  describe(notice, settings, { copy, purpose }) {
    if (copy && purpose !== 'settled') return undefined;
    const json = {
      routing_key: settings.routingKey,
      event_action: copy ? 'resolve' : 'trigger',
      dedup_key: notice.approvalId,
      ...(!copy && trigger(notice)),
    };
    return { request: { method: 'POST', url: `${api(settings)}/v2/enqueue`, json } };
  },

  judge,

  steps: () => [
    {
      title: 'Make the integration in PagerDuty',
      text: 'Open the service, choose Integrations, Add an integration, Events API V2, and copy the Integration Key into the field here. Accounts in the EU also need the API address https://events.eu.pagerduty.com.',
      paste: null,
    },
    {
      title: 'Send a test',
      text: 'Choose Send test. It opens an incident of severity info, which you then resolve in PagerDuty.',
      paste: null,
    },
  ],
};

function trigger(notice: Notice): Record<string, unknown> {
  const { prefix, summary, riskLevel, platform, group, action, createdAt, expiresAt, agentName, link } = notice;
  return {
    payload: {
      summary: cut(`${prefix ?? 'Waiting for approval'}: ${summary}`, 1_024),
      source: cut(agentName ?? platform, 255),
      severity: SEVERITY[riskLevel],
      timestamp: createdAt.toISOString(),
      component: platform,
      ...(group && { group: cut(group, 255) }),
      class: cut(action, 255),
      custom_details: {
        deadline: expiresAt.toISOString(),
        ...(notice.progress && { votes: cut(notice.progress, 1_000) }),
        ...Object.fromEntries(notice.facts.slice(0, 50).map(({ label, text }) => [cut(label, 200), cut(text, 1_000)])),
      },
    },
    client: 'Countersign',
    client_url: link,
    links: [{ href: link, text: 'Decide in the inbox' }],
  };
}

function judge({ status, json }: ApiAnswer): Judged {
  if (status === 202) return { verdict: 'delivered', error: null, reference: {} };
  const errors = Array.isArray(json?.errors) ? json.errors.filter((each: unknown) => typeof each === 'string') : [];
  const told = [json?.message, ...errors].filter((each) => typeof each === 'string').join(' ');
  const error = `PagerDuty answered ${status}${told ? `: ${told}` : '.'}`;
  return { verdict: status === 429 || status >= 500 ? 'retry' : 'final', error };
}
