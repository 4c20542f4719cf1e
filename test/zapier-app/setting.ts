/** A relay, Zapier's scheduler and the app between them, all real but for the scheduler and the clock of the relay. */
import { createSend } from '../../relay/deliveries/send.js';
import { parseAllowList } from '../../relay/deliveries/destination.js';
import { KEY, SIGNING_SECRET, startRelay, stopRelays, type StartOptions, type TestRelay } from '../support/relay.js';
import { zapOf } from '../support/zapier/recipe.js';
import { startZapRunner, type Run, type ZapRunner } from '../support/zapier/runner.js';
import type { Runtime } from '../support/zapier/runtime.js';

export interface Setting {
  relay: TestRelay;
  runner: ZapRunner;
  /** Lets everything that is on its way arrive. */
  settle(isDone: () => boolean): Promise<void>;
  stop(): Promise<void>;
}

/** Deliveries of the relay really go out, to loopback only. */
const outgoing = createSend({ allowList: parseAllowList(['127.0.0.1']) });
export const deliver = outgoing.send;
afterAll(() => outgoing.close());

async function startSetting(runtime: Runtime, options: StartOptions = {}): Promise<Setting> {
  const relay = await startRelay({ deliver, ...options });
  const runner = await startZapRunner(runtime, { baseUrl: relay.url, apiKey: KEY, signingSecret: SIGNING_SECRET });
  return {
    relay,
    runner,
    async settle(isDone) {
      const end = Date.now() + 10_000;
      while (!isDone()) {
        if (Date.now() > end) throw new Error('Waited in vain for what should have happened');
        await relay.clock.idle();
        await runner.idle();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await runner.idle();
    },
    async stop() {
      await runner.stop();
      await relay.stop();
    },
  };
}

/** A setting of its own for each test of the block that this stands in; the app is started once for all of them. */
export function settingForEach(makeRuntime: () => Runtime) {
  let runtime: Runtime;
  let setting: Setting;
  beforeAll(() => {
    runtime = makeRuntime();
  });
  beforeEach(async () => {
    setting = await startSetting(runtime);
  });
  afterEach(async () => {
    await setting.stop();
    await stopRelays();
  });
  afterAll(() => runtime.stop());
  return {
    get runtime() {
      return runtime;
    },
    get relay() {
      return setting.relay;
    },
    /** The same relay, after it was started again. */
    set relay(startedAgain: TestRelay) {
      setting.relay = startedAgain;
    },
    get runner() {
      return setting.runner;
    },
    settle: (isDone: () => boolean) => setting.settle(isDone),
    stop: () => setting.stop(),
    /** Another one, for the test that is running. */
    async startAnew(options: StartOptions): Promise<void> {
      await setting.stop();
      setting = await startSetting(runtime, options);
    },
    decide: (id: string, verdict: object) => setting.relay.post(`/api/approvals/${id}/decision`, verdict),
  };
}

export const ticket = {
  id: '9921',
  subject: 'Refund please',
  requester: { email: 'ana@example.com' },
  amount: '400.00',
};

/** New ticket → ask and wait → pay back. Whatever is in `fields` comes on top. */
export function refundZap(fields: Record<string, unknown> = {}) {
  return zapOf(
    { app: 'Zendesk', kind: 'trigger', event: 'New Ticket', fields: {}, sample: ticket },
    {
      app: 'Countersign',
      kind: 'action',
      event: 'request_approval_and_wait',
      fields: {
        action: 'process_refund',
        summary: 'Refund {{1__amount}} EUR on ticket #{{1__id}}',
        details: {
          amount: '{{1__amount}}',
          currency: 'EUR',
          ticketId: '{{1__id}}',
          customer: '{{1__requester__email}}',
        },
        riskLevel: 'high',
        ...fields,
      },
    },
    {
      app: 'Stripe',
      kind: 'action',
      event: 'Create Refund',
      fields: { Amount: '{{2__detail_amount}}', Note: '{{2__outcome}}: {{2__decisionNote}}' },
    },
  );
}

/** The run of a refund that waits, and the approval it waits for. */
export async function waitingRefund(
  { relay, runner }: Setting,
  fields: Record<string, unknown> = {},
): Promise<{ run: Run; id: string }> {
  const run = await runner.fire(await runner.turnOn(refundZap(fields)));
  if (run.state !== 'waiting') throw new Error(`The run does not wait: ${run.state} ${run.message}`);
  const { body } = await relay.get('/api/approvals?status=PENDING');
  return { run, id: body.items[0].id as string };
}
