/** Plays one scenario to its end: platforms call, people decide, and what reached the clouds is compared. */
import { createHmac } from 'node:crypto';
import { until } from '../support/processes';
import { CLOUD_SIGNING_SECRET } from './clouds';
import { clear, connectionCalled, failsInto, finHandsOver, leadMakes, personOf, post } from './happenings';
import type { DecideStep, Scenario, Step, WebhookStep } from './scenario';
import type { Stage } from './stage';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
type Json = any;

const SETTLED = ['success', 'error', 'canceled', 'crashed'];

export async function play(stage: Stage, scenario: Scenario, workflowId: string): Promise<void> {
  const { n8n, relay, internet } = stage;
  stage.cast(scenario);
  const before = (await n8n.executionsOf(workflowId)).length;
  let lastId = '';

  const changes = () => internet.calls.filter(({ to }) => !to.startsWith('GET '));

  async function take(step: Step): Promise<void> {
    if ('webhook' in step) return call(step);
    if ('connection' in step) return connectionCalled(stage, step);
    if ('handsOver' in step) return finHandsOver(stage, step.handsOver);
    if ('clear' in step) return clear(stage);
    if ('fails' in step) return void (await failsInto(stage, workflowId, step.fails));
    if ('run' in step)
      return void (await n8n.call('POST', `/rest/workflows/${workflowId}/run`, {
        triggerToStartFrom: { name: step.run },
      }));
    if ('request' in step) return request(step.request);
    if ('decide' in step) return decide(step);
    if ('rule' in step) return leadMakes(stage, step.rule);
    if ('timeline' in step)
      return expect(JSON.stringify(await relay.get(`/api/approvals/${lastId}/timeline`))).toMatch(step.timeline);
    if ('sees' in step)
      return until(
        `a call that says ${step.sees.source}`,
        async () => changes().some(({ body }) => step.sees.test(JSON.stringify(body))) || undefined,
      ).then(() => undefined);
    await until('an execution that waits', async () =>
      (await n8n.executionsOf(workflowId)).some(({ status }) => status === 'waiting') ? true : undefined,
    );
  }

  async function request({ expiresIn, ...body }: Json): Promise<void> {
    const expiresAt = expiresIn && new Date(Date.now() + expiresIn * 1000).toISOString();
    const callbackUrl = body.callbackUrl?.replace('{n8n}', n8n.url);
    const wanted = { ...body, ...(expiresAt && { expiresAt }), ...(callbackUrl && { callbackUrl }) };
    lastId = (await relay.post('/api/approvals/request', wanted)).id;
  }

  async function call(step: WebhookStep): Promise<void> {
    const method = step.method ?? 'POST';
    if (step.sign === 'slack' && lastId === '')
      lastId = (await relay.get('/api/approvals?status=PENDING&limit=1')).items[0].id;
    const at = step.webhook
      .replace('{approvalId}', lastId)
      .replace(/<(.*)>/, (_all, node: string) => stage.hookOf(workflowId, node));
    const text = bodyOf(step, lastId);
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
    expect(answer).toEqual(matching(step.answer));
    lastId = answer.approvalId ?? lastId;
  }

  async function decide({ decide: verdict, about = '', change, note, by, then }: DecideStep): Promise<void> {
    const approval = await until(`a pending approval about "${about}"`, async () => {
      const { items } = await relay.get('/api/approvals?status=PENDING&limit=100');
      return (items as Json[]).find(({ summary }) => summary.includes(about));
    });
    lastId = approval.id;
    if (verdict === 'cancel') return void (await relay.post(`/api/approvals/${approval.id}/cancel`, { note }));
    const modifiedDetails = change && { ...approval.details, ...change };
    const answer = await post(
      `${relay.url}/api/approvals/${approval.id}/decision`,
      { verdict, note, modifiedDetails },
      by ? await personOf(stage, by) : relay.keyHeader,
    );
    const wanted = { status: then ?? (verdict === 'approve' ? 'APPROVED' : 'REJECTED') };
    expect(answer).toMatchObject(then === 'may_not_decide' ? { code: then } : wanted);
  }

  for (const step of scenario.steps) await take(step);

  const ended = async (): Promise<Json[] | undefined> => {
    const executions = (await n8n.executionsOf(workflowId)).slice(0, -before || undefined);
    const over = executions.length > 0 && executions.every(({ status }) => SETTLED.includes(status));
    return over && changes().length >= scenario.calls.length ? executions : undefined;
  };
  const executions = await until('the end', ended, 30_000).catch(() => n8n.executionsOf(workflowId));
  const failed = await Promise.all(
    executions
      .filter(({ status }) => status !== 'success')
      .map(async ({ id, status }) => `${status}: ${(await n8n.outputsOf(id)).error?.slice(0, 1500)}`),
  );
  expect(failed).toEqual([]);
  if (scenario.modelHears) expect(JSON.stringify(stage.model.asked)).toContain(scenario.modelHears);
  const byAddress = ([one]: [string, ...unknown[]], [other]: [string, ...unknown[]]) =>
    one.replace('^', '').localeCompare(other.replace('^', ''));
  const done = changes().map(({ to, body }): [string, unknown] => [to, readable(body)]);
  expect(done.sort(byAddress)).toEqual(
    [...scenario.calls]
      .sort(byAddress)
      .map(([to, body]) => [
        to.startsWith('^') ? expect.stringMatching(to) : to,
        body === undefined ? expect.anything() : matching(body),
      ]),
  );
}

function bodyOf({ body, form }: WebhookStep, approvalId: string): string {
  const fill = (value: unknown): string => (JSON.stringify(value) ?? '').replaceAll('{approvalId}', approvalId);
  if (!form) return fill(body);
  return new URLSearchParams(Object.entries(form).map(([name, value]) => [name, fill(value)])).toString();
}

const asText = (said: unknown): string => (typeof said === 'string' ? said : (JSON.stringify(said) ?? ''));

/** Gmail wants a whole mail in base64; it is read for the comparison. */
function readable(body: Json): unknown {
  return typeof body?.raw === 'string' ? { ...body, raw: Buffer.from(body.raw, 'base64url').toString() } : body;
}

/** Scenarios are plain data: a pattern in them stands for any text that it fits, an object for one with at least this. */
function matching(value: Json): unknown {
  if (value instanceof RegExp)
    return { asymmetricMatch: (said: unknown) => value.test(asText(said)), toString: () => String(value) };
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(matching);
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([name, each]) => [name, matching(each)])),
  );
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
