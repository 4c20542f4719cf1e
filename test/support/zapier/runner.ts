/**
 * Plays Zapier's scheduler on loopback: switches Zaps on and off, takes hooks and callbacks, maps values, parks and resumes
 * runs, and does with errors what Zapier says it does. The app itself is executed by Zapier's own runtime. What is played
 * here is ours, after Zapier's documentation: 410 for a second callback, the names of the states, the mapping.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OURS, type Step, type Zap } from '../../../zapier-app/tools/recipe.js';
import { checked, typed, withDefaults, type EditorField } from './field-values.js';
import { mapped, type Outputs } from './mapping.js';
import { readCall, type OutsideCall } from './requests.js';
import { AppFailure, type Runtime } from './runtime.js';

export type RunState = 'running' | 'waiting' | 'success' | 'filtered' | 'halted' | 'held' | 'scheduled' | 'error';
const STATE_OF: Record<string, RunState> = {
  HaltedError: 'halted',
  ExpiredAuthError: 'held',
  RefreshAuthError: 'held',
  ThrottledError: 'scheduled',
};
const KIND: Record<'trigger' | 'action' | 'search', string> = {
  trigger: 'triggers',
  action: 'creates',
  search: 'searches',
};

export interface Run {
  id: string;
  zap: LiveZap;
  state: RunState;
  /** The step that is next, or at which it stands. */
  at: number;
  outputs: Outputs;
  message: string;
  delaySeconds?: number;
  callbackUrl?: string;
  /** What it was resumed with, kept for a replay. */
  call?: OutsideCall;
}

export interface LiveZap {
  zap: Zap;
  on: boolean;
  runs: Run[];
  hookUrl: string;
  subscribeData?: { id: string };
}

/** A step of another app, as it would be done there. */
export interface Deed {
  app: string;
  event: string;
  fields: Record<string, unknown>;
}

export type ZapRunner = Awaited<ReturnType<typeof startZapRunner>>;

export async function startZapRunner(runtime: Runtime, authData: Record<string, string>) {
  const zaps: LiveZap[] = [];
  const runs = new Map<string, Run>();
  const deeds: Deed[] = [];
  const zcache: Record<string, unknown> = {};
  let working = 0;
  let connection = authData;
  const server = createServer(
    (request, response) =>
      void (async () => {
        const [, , kind, id = ''] = new URL(request.url ?? '/', 'http://zapier').pathname.split('/');
        const call = await readCall(request);
        if (kind === 'callback') await takeCallback(id, call, response);
        else await takeHook(id, call, response);
      })(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const runner = {
    url,
    deeds,
    connect(changed: Record<string, string>): void {
      connection = { ...connection, ...changed };
    },
    execute,
    fieldsOf,

    /** Switches a Zap on: a trigger of ours subscribes. */
    async turnOn(zap: Zap): Promise<LiveZap> {
      const live: LiveZap = { zap, on: true, runs: [], hookUrl: `${url}/hooks/standard/${zaps.length}/` };
      zaps.push(live);
      const [trigger] = zap.steps;
      if (trigger?.app === OURS) live.subscribeData = await hook(live, trigger, 'performSubscribe');
      return live;
    },
    async turnOff(live: LiveZap): Promise<void> {
      live.on = false;
      const [trigger] = live.zap.steps;
      if (trigger?.app === OURS) await hook(live, trigger, 'performUnsubscribe');
    },
    /** What the editor loads as the trigger's examples. */
    async examples(live: LiveZap) {
      const [trigger] = live.zap.steps;
      return hook(live, trigger!, 'performList');
    },

    /** Another app's trigger fires; the run goes as far as it can. */
    async fire(live: LiveZap, data = live.zap.steps[0]!.sample ?? {}): Promise<Run> {
      const run = begin(live, data);
      await proceed(run);
      return run;
    },
    /** As the button in Zap history: again from the step at which it stopped. */
    async replay(run: Run): Promise<Run> {
      run.state = 'running';
      run.zap.on = true;
      await (run.call ? resume(run, run.call) : proceed(run));
      return run;
    },
    /** Resolves when nothing is being done any more. */
    async idle(): Promise<void> {
      while (working > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    async stop(): Promise<void> {
      await runner.idle();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return runner;

  async function execute(method: string, bundle: Record<string, unknown>, callbackUrl?: string) {
    const meta = {
      isLoadingSample: false,
      isFillingDynamicDropdown: false,
      isTestingAuth: false,
      isPopulatingDedupe: false,
      isBulkRead: false,
      limit: -1,
      page: 0,
      timezone: 'Europe/Berlin',
      inputFields: {},
    };
    return runtime.execute({
      command: 'execute',
      method,
      bundle: {
        authData: connection,
        inputData: {},
        ...bundle,
        meta: { ...meta, ...(bundle.meta as object | undefined) },
      },
      ...(callbackUrl && { callback_url: callbackUrl }),
      zcacheTestObj: zcache,
    });
  }

  /** The fields that the editor shows, those of the app's functions included. */
  async function fieldsOf(
    step: Pick<Step, 'kind' | 'event'>,
    inputData: Record<string, unknown>,
  ): Promise<EditorField[]> {
    const method = `${KIND[step.kind as keyof typeof KIND]}.${step.event}.operation.inputFields`;
    return (await execute(method, { inputData })).results as EditorField[];
  }

  async function inputOf(step: Step, outputs: Outputs): Promise<Record<string, unknown>> {
    const given = mapped(step.fields, outputs) as Record<string, unknown>;
    const fields = await fieldsOf(step, given);
    const filled = withDefaults(fields, given);
    checked(fields, filled);
    return typed(fields, filled);
  }

  async function hook(live: LiveZap, step: Step, method: string) {
    const bundle = { inputData: await inputOf(step, {}), targetUrl: live.hookUrl, subscribeData: live.subscribeData };
    return (await execute(`triggers.${step.event}.operation.${method}`, bundle)).results;
  }

  /** A Zap that is off or gone answers 410, which ends the relay's subscription. */
  async function takeHook(index: string, call: OutsideCall, response: ServerResponse): Promise<void> {
    const live = zaps[Number(index)];
    if (!live?.on) return answer(response, 410, { status: 'gone' });
    answer(response, 200, { status: 'success' });
    await busy(async () => {
      const [trigger] = live.zap.steps;
      const { event } = trigger!;
      const bundle = { inputData: await inputOf(trigger!, {}), subscribeData: live.subscribeData, ...call };
      try {
        const { results } = await execute(`triggers.${event}.operation.perform`, bundle);
        for (const data of results as object[]) await proceed(begin(live, data));
      } catch (error) {
        fail(begin(live, {}, 0), error);
      }
    });
  }

  /** A run is resumed once. */
  async function takeCallback(id: string, call: OutsideCall, response: ServerResponse): Promise<void> {
    const run = runs.get(id);
    if (run?.state !== 'waiting' || !run.zap.on) return answer(response, 410, { status: 'gone' });
    run.state = 'running';
    answer(response, 200, { status: 'success' });
    await busy(() => resume(run, call));
  }

  async function resume(run: Run, call: OutsideCall): Promise<void> {
    const step = run.zap.zap.steps[run.at]!;
    run.call = call;
    try {
      const inputData = await inputOf(step, run.outputs);
      const bundle = { inputData, outputData: run.outputs[step.id], ...call };
      run.outputs[step.id] = (await execute(`creates.${step.event}.operation.performResume`, bundle)).results;
      run.call = undefined;
      run.at += 1;
      await proceed(run);
    } catch (error) {
      fail(run, error);
    }
  }

  function begin(live: LiveZap, data: object, at = 1): Run {
    const run: Run = { id: `run-${runs.size + 1}`, zap: live, state: 'running', at, outputs: { 1: data }, message: '' };
    runs.set(run.id, run);
    live.runs.push(run);
    return run;
  }

  async function proceed(run: Run): Promise<void> {
    const { steps } = run.zap.zap;
    try {
      for (; run.at < steps.length; run.at += 1) {
        if (await isOver(run, steps[run.at]!)) return;
      }
      run.state = 'success';
    } catch (error) {
      fail(run, error);
    }
  }

  /** Does one step; says whether the run ends or waits there. */
  async function isOver(run: Run, step: Step): Promise<boolean> {
    if (step.kind === 'filter') {
      const isMet = Object.entries(step.fields).every(
        ([left, right]) => String(mapped(left, run.outputs)) === String(right),
      );
      if (!isMet) run.state = 'filtered';
      return !isMet;
    }
    if (step.app !== OURS) {
      deeds.push({ app: step.app, event: step.event, fields: mapped(step.fields, run.outputs) as Deed['fields'] });
      run.outputs[step.id] = step.sample ?? {};
      return false;
    }
    const callbackUrl = `${url}/hooks/callback/${run.id}/`;
    const method = `${KIND[step.kind]}.${step.event}.operation.perform`;
    const { results, status } = await execute(method, { inputData: await inputOf(step, run.outputs) }, callbackUrl);
    run.outputs[step.id] = step.kind === 'search' ? (results as unknown[])[0] : results;
    if (step.kind === 'search' && !run.outputs[step.id]) {
      run.state = 'halted';
      run.message = 'Nothing was found.';
      return true;
    }
    if (status !== 'CALLBACK') return false;
    run.state = 'waiting';
    run.callbackUrl = callbackUrl;
    return true;
  }

  function fail(run: Run, error: unknown): void {
    if (!(error instanceof AppFailure)) throw error;
    run.state = STATE_OF[error.name] ?? 'error';
    run.message = error.message;
    run.delaySeconds = error.delaySeconds;
    if (run.state === 'held') run.zap.on = false;
  }

  async function busy(work: () => Promise<void>): Promise<void> {
    working += 1;
    await work().finally(() => (working -= 1));
  }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
