/** One n8n, one relay and one played internet, on which every template is imported as it is and run. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startCloud, type Cloud } from '../support/fake-cloud';
import { startInternet, type Internet } from '../support/fake-internet';
import { startModel, type Model } from '../support/fake-model';
import { startN8n, type N8n, type WorkflowNode } from '../support/n8n';
import { until } from '../support/processes';
import { KEY, SIGNING_SECRET, startRelayProcess, type RelayProcess } from '../support/relay-process';
import { CLOUDS, SECRETS, type CredentialType } from './clouds';
import type { Scenario } from './scenario';

export const TEMPLATES = path.resolve(__dirname, '../../../templates/n8n');
/** Where the relay is in every template, and where people put their own address. */
export const RELAY = 'approvals.example.com';

export interface Template {
  name: string;
  nodes: Array<WorkflowNode & { parameters: Record<string, unknown> }>;
  connections: object;
  settings: object;
}

export const readTemplate = (name: string): Template =>
  JSON.parse(readFileSync(path.join(TEMPLATES, `${name}.json`), 'utf8')) as Template;

export interface Stage {
  relay: RelayProcess;
  n8n: N8n;
  internet: Internet;
  model: Model;
  /** Intercom as the relay reaches it, whose calls are noted with the others. */
  intercom: Cloud;
  /** What clouds and model say from now on. */
  cast(scenario: Pick<Scenario, 'clouds' | 'model'>): void;
  /** Imports a template, and publishes it if somebody else than its owner starts it. Gives the workflow's id. */
  put(template: Template, hurry?: number): Promise<string>;
  /** The hidden part of a webhook's address that n8n keeps with a node. */
  hookOf(workflowId: string, node: string): string;
  takeDown(workflowId: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startStage(): Promise<Stage> {
  let now: Pick<Scenario, 'clouds' | 'model'> = {};
  let turn = 0;
  const relay = await startRelayProcess();
  const [internet, model] = await Promise.all([
    startInternet(CLOUDS, { [RELAY]: relay.url }, ({ to }) => {
      const known = Object.entries(now.clouds ?? {}).find(([start]) => to.startsWith(start));
      return known ? known[1] : to.includes(' slack.com') ? { ok: true, channel: 'C1', ts: '1.2', message: {} } : {};
    }),
    startModel(() => now.model?.[turn++] ?? { says: 'Nothing more to say.' }),
  ]);
  const intercom = await startCloud(({ method, path: to, body }) => {
    internet.calls.push({ to: `${method} api.intercom.io${to}`, headers: {}, body });
    return {};
  });
  const n8n = await startN8n({ settings: internet.settings });
  const secrets: Record<CredentialType, object> = {
    ...SECRETS,
    countersignApi: { relayUrl: relay.url, connectionKey: KEY, signingSecret: SIGNING_SECRET },
    openAiApi: { apiKey: 'sk-none', url: model.url },
  };
  const made = new Map<CredentialType, Promise<{ id: string; name: string }>>();
  const credential = (type: CredentialType) => {
    if (!made.has(type)) made.set(type, n8n.createCredential(type, type, secrets[type]));
    return made.get(type)!;
  };

  const hooks = new Map<string, string>();

  return {
    relay,
    n8n,
    internet,
    model,
    intercom,
    cast(scenario) {
      now = scenario;
      turn = 0;
      internet.calls.length = 0;
      model.asked.length = 0;
    },
    async put(template, hurry) {
      const nodes = await Promise.all(
        template.nodes.map(async (node) => {
          const type = credentialOf(node);
          return {
            ...(hurry === undefined ? node : hurried(node, hurry)),
            ...(type && { credentials: { [type]: await credential(type) } }),
          };
        }),
      );
      const { data } = await n8n.call('POST', '/rest/workflows', { ...template, nodes });
      for (const node of template.nodes) hooks.set(`${data.id} ${node.name}`, String(node.webhookId));
      if (template.nodes.some(isCalled)) {
        await n8n.call('POST', `/rest/workflows/${data.id}/activate`, { versionId: data.versionId });
        await until('the workflow to be live', () => n8n.isPublished(data.id as string));
      }
      return data.id as string;
    },
    hookOf: (workflowId, node) => hooks.get(`${workflowId} ${node}`) ?? '',
    async takeDown(workflowId) {
      await n8n.call('POST', `/rest/workflows/${workflowId}/deactivate`, {});
    },
    async stop() {
      await Promise.all([relay.stop(), n8n.stop(), internet.stop(), model.stop(), intercom.stop()]);
    },
  };
}

const isCalled = ({ type }: WorkflowNode): boolean =>
  /\.(webhook|countersignTrigger|chatTrigger|formTrigger)$/i.test(type);

/** The credential that a person would choose for this node. */
export function credentialOf({ type, parameters = {} }: WorkflowNode): CredentialType | undefined {
  const given = parameters as { nodeCredentialType?: CredentialType; authentication?: string; action?: string };
  switch (type.replace(/^.*\./, '').replace(/(Hitl)?Tool$/, '')) {
    case 'countersign':
    case 'countersignTrigger':
      return 'countersignApi';
    case 'zendesk':
      return 'zendeskApi';
    case 'intercom':
      return 'intercomApi';
    case 'slack':
      return 'slackApi';
    case 'hubspot':
      return 'hubspotAppToken';
    case 'freshdesk':
      return 'freshdeskApi';
    case 'salesforce':
      return 'salesforceOAuth2Api';
    case 'gmail':
      return 'gmailOAuth2';
    case 'googleSheets':
      return 'googleSheetsOAuth2Api';
    case 'lmChatOpenAi':
      return 'openAiApi';
    case 'crypto':
      return 'crypto';
    case 'webhook':
      return given.authentication === 'headerAuth' ? 'httpHeaderAuth' : undefined;
    default:
      return given.nodeCredentialType;
  }
}

/** Nothing but its deadline and waits is changed: a test has no hours. */
function hurried(node: Template['nodes'][number], seconds: number): Template['nodes'][number] {
  const { parameters } = node;
  if (node.type === 'n8n-nodes-base.wait')
    return { ...node, parameters: { ...parameters, amount: seconds / 4, unit: 'seconds' } };
  if (!/countersign(HitlTool)?$/.test(node.type)) return node;
  const { expiresInMinutes: _minutes, ...options } = (parameters.options ?? {}) as Record<string, unknown>;
  const expiresAt = `={{ $now.plus(${seconds}, 'seconds').toISO() }}`;
  return { ...node, parameters: { ...parameters, options: { ...options, expiresAt } } };
}
