/** What happens around a workflow in some scenarios: platforms call the relay, other workflows fail. */
import { until } from '../support/processes';
import type { Step } from './scenario';
import type { Stage } from './stage';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
type Json = any;

export async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Json> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}

export async function clear({ relay }: Stage): Promise<void> {
  const { items } = await relay.get('/api/approvals?status=PENDING&limit=100');
  for (const { id } of items as Json[]) await relay.post(`/api/approvals/${id}/cancel`, {});
}

/** The relay's own account at Intercom gets a webhook. */
export async function connectionCalled(
  stage: Stage,
  { sends, expiresIn }: Extract<Step, { connection: string }>,
): Promise<void> {
  const settings = { accessToken: 'intercom-token', apiUrl: stage.intercom.url };
  const { inboundUrl } = await accountAt(stage, 'intercom', settings);
  const sent = structuredClone(sends) as { data: { item: { expires_at: number } } };
  sent.data.item.expires_at = Math.ceil(Date.now() / 1000) + expiresIn;
  await post(inboundUrl, sent);
}

/** The headers of a reviewer who was invited and has come in. */
export async function personOf(stage: Stage, name: string): Promise<Record<string, string>> {
  const known = people.get(name) ?? joined(stage, name);
  people.set(name, known);
  return known;
}

const people = new Map<string, Promise<Record<string, string>>>();

async function joined({ relay }: Stage, name: string): Promise<Record<string, string>> {
  const { url } = await relay.post('/api/people', { email: `${name.toLowerCase()}@example.com`, role: 'reviewer' });
  const token = new URL(url as string).searchParams.get('token');
  const answer = await fetch(`${relay.url}/api/invitation`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, name, password: 'a long enough password' }),
  });
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return { cookie: answer.headers.getSetCookie()[0]!.split(';')[0]!, 'x-csrf-token': csrfToken };
}

export async function leadMakes({ relay }: Stage, rule: Json): Promise<void> {
  const { items } = await relay.get('/api/rules');
  if ((items as Json[]).some(({ name }) => name === rule.name)) return;
  expect(await relay.post('/api/rules', rule)).toMatchObject({ name: rule.name, enabled: true });
}

export async function finHandsOver(stage: Stage, name: string): Promise<void> {
  const { id, generated } = await accountAt(stage, 'fin-helpdesk', {});
  const at = `${stage.relay.url}/helpdesk/${id}`;
  const client = { grant_type: 'client_credentials', client_id: id, client_secret: generated.clientSecret };
  const { access_token: token } = await post(`${at}/oauth/token`, client);
  const call = (operation: string, body: object) =>
    post(`${at}/${operation}`, body, { authorization: `Bearer ${token}` });
  const author = { id: `user_${name}`, user_type: 'end_user' };
  const { data } = await call('create_conversation', {
    title: 'Broken screen',
    user: { ...author, name, email: `${name.toLowerCase()}@example.com` },
    object_id: `conversation ${name}`,
    initial_message: {
      message_type: 'comment',
      body: '<p>My screen is broken.</p>',
      author,
      visibility: 'public',
      object_id: `message ${name}`,
    },
  });
  await call('update_conversation', { conversation_id: data.conversation.id, assignee_id: null });
}

const accounts = new Map<string, Promise<Json>>();

function accountAt({ relay }: Stage, platform: string, settings: object): Promise<Json> {
  const known =
    accounts.get(platform) ?? relay.post('/api/connections', { platform, name: `Our ${platform}`, settings });
  accounts.set(platform, known);
  return known;
}

export async function failsInto({ n8n }: Stage, errorWorkflow: string, words: string): Promise<void> {
  const { data } = await n8n.call('POST', '/rest/workflows', {
    name: 'Fails',
    nodes: [
      {
        ...{ id: 'fails-1', name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2.1, position: [0, 0] },
        ...{ webhookId: 'fails', parameters: { httpMethod: 'POST', path: 'fails', options: {} } },
      },
      {
        ...{ id: 'fails-2', name: 'Stop', type: 'n8n-nodes-base.stopAndError', typeVersion: 1, position: [240, 0] },
        parameters: { errorMessage: words },
      },
    ],
    connections: { Start: { main: [[{ node: 'Stop', type: 'main', index: 0 }]] } },
    settings: { executionOrder: 'v1', errorWorkflow },
  });
  await n8n.call('POST', `/rest/workflows/${data.id}/activate`, { versionId: data.versionId });
  await until('the workflow to be live', () => n8n.isPublished(data.id as string));
  await n8n.trigger('fails', {});
}
