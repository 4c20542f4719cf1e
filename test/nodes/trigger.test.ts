/** Countersign Trigger, set up and called as n8n's server does it, with a real relay that tells it. */
import type { INodeParameters } from 'n8n-workflow';
import type { OutgoingRequest } from '../../relay/outbound.js';
import { outputOf, startEngine, type Engine } from './support/engine';
import { TRIGGER } from './support/node-types';
import { look, workflow } from './support/workflow';

let engine: Engine;
beforeEach(async () => {
  engine = await startEngine();
});
afterEach(() => engine.stop());

const told = (parameters: INodeParameters, typeVersion = 1.1) =>
  workflow(
    [look('Seen', '={{ $json.event }}'), { name: 'When', type: TRIGGER, typeVersion, webhookId: 'hook-1', parameters }],
    [['When', 0, 'Seen']],
  );
const subscriptions = async () => (await engine.relay.get('/api/subscriptions')).body.items;
const started = () =>
  [...engine.executions.values()].flatMap((execution) => outputOf(execution, 'Seen').map(({ json }) => json));

test.each([
  [1, { action: 'process_refund', platform: 'api' }],
  [1.1, { action: 'process_refund', platform: ['api', 'zapier'], outcome: 'APPROVED' }],
])(
  'version %d starts the workflow with what its filter lets through, until it is switched off',
  async (version, filter) => {
    const when = told({ events: ['approval.decided'], filter }, version);
    expect(await engine.webhook(when, 'checkExists')).toBe(false);
    await engine.webhook(when, 'create');
    expect(await engine.webhook(when, 'checkExists')).toBe(true);
    for (const action of ['cancel_plan', 'process_refund']) {
      const id = await engine.relay.request({ action });
      await engine.decide(id, { verdict: 'approve' });
    }
    expect(started()).toEqual([
      expect.objectContaining({
        event: 'approval.decided',
        action: 'process_refund',
        status: 'APPROVED',
        sees: 'approval.decided',
      }),
    ]);
    await engine.webhook(when, 'delete');
    expect(await subscriptions()).toEqual([]);
    await engine.webhook(when, 'delete');
  },
);

test('other events or another filter are another subscription, in the place of the first', async () => {
  const when = told({ events: ['approval.decided'], filter: {} });
  await engine.webhook(when, 'create');
  when.nodes.at(-1)!.parameters.events = ['approval.requested'];
  expect(await engine.webhook(when, 'checkExists')).toBe(false);
  await engine.webhook(when, 'create');
  expect(await subscriptions()).toEqual([expect.objectContaining({ events: ['approval.requested'] })]);
});

test('an event that comes twice starts it once, and one that the relay has not signed never', async () => {
  const when = told({ events: ['approval.requested'], filter: {} });
  await engine.webhook(when, 'create');
  const sent: OutgoingRequest[] = [];
  engine.relay.clouds.set(engine.url, (request) => {
    sent.push(request);
    return { status: 200, headers: {}, body: '' };
  });
  await engine.relay.request();
  await engine.deliver();
  const { url, headers, body } = sent[0]!;
  const post = (more: object = {}) => fetch(url, { method: 'POST', headers, body, ...more });
  const unsigned = await post({ headers: { 'content-type': 'application/json' } });
  expect([unsigned.status, await unsigned.json()]).toEqual([401, { status: 401, detail: 'The call is not signed.' }]);
  expect((await post({ body: body.replace('PENDING', 'APPROVED') })).status).toBe(401);
  expect(started()).toEqual([]);
  expect(await (await post()).json()).toEqual({ received: true });
  expect(await (await post()).json()).toEqual({ received: true, repeated: true });
  expect(started()).toEqual([expect.objectContaining({ event: 'approval.requested', status: 'PENDING' })]);
});
