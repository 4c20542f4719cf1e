/** Plays one scenario to its end: platforms call, people decide, and what reached the clouds is compared. */
import { createHmac } from 'node:crypto';
import { until } from '../support/processes';
import { CLOUD_SIGNING_SECRET } from './clouds';
import type { Scenario, Step, WebhookStep } from './scenario';
import type { Stage } from './stage';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
type Json = any;

const SETTLED = ['success', 'error', 'canceled', 'crashed'];

export async function play(stage: Stage, scenario: Scenario, workflowId: string): Promise<void> {
  const { n8n, relay, internet } = stage;
  stage.cast(scenario);
  const before = (await n8n.executionsOf(workflowId)).length;
  let lastId = '';
  const inboundUrl = scenario.connection ? await connection(stage, scenario.connection) : '';

  async function take(step: Step): Promise<void> {
    if ('webhook' in step) return call(step);
    if ('connection' in step) return void (await post(inboundUrl, step.connection));
    if ('run' in step)
      return void (await n8n.call('POST', `/rest/workflows/${workflowId}/run`, {
        triggerToStartFrom: { name: step.run },
      }));
    if ('request' in step) return request(step.request);
    if ('decide' in step) return decide(step);
    await until('an execution that waits', async () =>
      (await n8n.executionsOf(workflowId)).some(({ status }) => status === 'waiting') ? true : undefined,
    );
  }

  async function request({ expiresIn, ...body }: Json): Promise<void> {
    const expiresAt = expiresIn && new Date(Date.now() + expiresIn * 1000).toISOString();
    lastId = (await relay.post('/api/approvals/request', { ...body, ...(expiresAt && { expiresAt }) })).id;
  }

  async function call(step: WebhookStep): Promise<void> {
    const method = step.method ?? 'POST';
    const at = step.webhook
      .replace('{approvalId}', lastId)
      .replace(/<(.*)>/, (_all, node: string) => stage.hookOf(workflowId, node));
    const text0 = typeof step.body === 'string' ? step.body : JSON.stringify(step.body);
    const text = text0?.replaceAll('{approvalId}', lastId);
    const [response] = await Promise.all([
      fetch(`${n8n.url}/webhook/${at}`, {
        method,
        headers: { 'content-type': 'application/json', ...step.headers, ...(step.sign && signed(step.sign, text)) },
        body: method === 'GET' ? undefined : text,
      }),
      ...(step.meanwhile ?? []).map(take),
    ]);
    const said = await response.text();
    expect({ status: response.status, said }).toMatchObject({ status: step.status ?? 200 });
    if (step.answer === undefined) return;
    const answer = JSON.parse(said) as Json;
    expect(answer).toMatchObject(matching(step.answer) as object);
    lastId = answer.approvalId ?? lastId;
  }

  async function decide({
    decide: verdict,
    about = '',
    change,
    note,
    by,
  }: Extract<Step, { decide: string }>): Promise<void> {
    const approval = await until(`a pending approval about "${about}"`, async () => {
      const { items } = await relay.get('/api/approvals?status=PENDING&limit=100');
      return (items as Json[]).find(({ summary }) => summary.includes(about));
    });
    lastId = approval.id;
    if (verdict === 'cancel') return void (await relay.post(`/api/approvals/${approval.id}/cancel`, { note }));
    const modifiedDetails = change && { ...approval.details, ...change };
    const key = by && (await relay.post('/api/keys', { name: by, scopes: ['decide', 'read'] })).key;
    const answer = await post(
      `${relay.url}/api/approvals/${approval.id}/decision`,
      { verdict, note, modifiedDetails },
      key ? { 'x-api-key': key } : relay.keyHeader,
    );
    expect(answer).toMatchObject({ status: verdict === 'approve' ? 'APPROVED' : 'REJECTED' });
  }

  for (const step of scenario.steps) await take(step);

  const ended = async (): Promise<Json[] | undefined> => {
    const executions = (await n8n.executionsOf(workflowId)).slice(0, -before || undefined);
    const over = executions.length > 0 && executions.every(({ status }) => SETTLED.includes(status));
    return over && internet.calls.length >= scenario.calls.length ? executions : undefined;
  };
  const executions = await until('the end', ended, 30_000).catch(() => n8n.executionsOf(workflowId));
  const wanted = scenario.calls.map(([to, body]) => ({ to, ...(body !== undefined && { body: matching(body) }) }));
  const byAddress = (one: { to: string }, other: { to: string }) => one.to.localeCompare(other.to);
  const failed = await Promise.all(
    executions
      .filter(({ status }) => status !== 'success')
      .map(async ({ id, status }) => `${status}: ${(await n8n.outputsOf(id)).error?.slice(0, 1500)}`),
  );
  expect(failed).toEqual([]);
  if (scenario.modelHears) expect(JSON.stringify(stage.model.asked)).toContain(scenario.modelHears);
  expect([...internet.calls].sort(byAddress)).toMatchObject([...wanted].sort(byAddress));
}

/** Scenarios are plain data: a pattern in them stands for any text that it fits. */
function matching(value: Json): unknown {
  if (value instanceof RegExp) return expect.stringMatching(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(matching);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, matching(each)]));
}

/** https://developers.intercom.com/docs/webhooks and https://api.slack.com/authentication/verifying-requests-from-slack */
function signed(as: 'intercom' | 'slack', body: string): Record<string, string> {
  if (as === 'intercom')
    return { 'x-hub-signature': `sha1=${createHmac('sha1', CLOUD_SIGNING_SECRET).update(body).digest('hex')}` };
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac('sha256', CLOUD_SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${mac}`,
  };
}

/** The relay's own account at a platform, whose cloud is played too. */
async function connection(
  stage: Stage,
  { platform, settings }: { platform: string; settings: object },
): Promise<string> {
  const { items } = await stage.relay.get('/api/connections');
  const known = (items as Json[]).find((each) => each.platform === platform);
  if (known) return known.inboundUrl as string;
  const made = await stage.relay.post('/api/connections', { platform, name: `Our ${platform}`, settings });
  return made.inboundUrl as string;
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Json> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return response.json();
}
