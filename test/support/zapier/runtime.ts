/** The app as Zapier runs it: zapier-platform-core's own handler, with events and results that went through JSON. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import zapier from 'zapier-platform-core';
import App from '../../../zapier-app/src/index.js';

export interface LambdaEvent {
  command: 'execute' | 'validate' | 'definition';
  method?: string;
  bundle?: object;
  callback_url?: string;
  zcacheTestObj?: Record<string, unknown>;
}

export interface Envelope {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read results as they come
  results: any;
  status?: 'SUCCESS' | 'CALLBACK';
}

export interface Runtime {
  /** Rejects with an AppFailure. */
  execute(event: LambdaEvent): Promise<Envelope>;
  /** All that the app logged, as Zapier's log would get it. */
  logs(): string;
  stop(): Promise<void>;
}

/** What the app threw. The name says what Zapier does next. */
export class AppFailure extends Error {
  constructor(
    name: string,
    /** In plain words; Zapier unpacks it likewise. */
    message: string,
    readonly delaySeconds?: number,
  ) {
    super(message);
    this.name = name;
  }
}

type Handler = (event: object) => Promise<Envelope>;
const { createAppHandler } = zapier as unknown as { createAppHandler: (app: object) => Handler };

/** The app from its source, in this process. */
export function sourceRuntime(): Runtime {
  process.env.COUNTERSIGN_ALLOW_LOOPBACK = '1';
  const handler = createAppHandler(App);
  const logs: string[] = [];
  return {
    async execute(event) {
      const customLogger = (message: string, data: unknown): unknown => logs.push(message, JSON.stringify(data));
      try {
        return throughJson(await handler({ ...complete(event), customLogger }));
      } catch (error) {
        throw failureOf(error as Error);
      }
    },
    logs: () => logs.join('\n'),
    stop: async () => undefined,
  };
}

/** The unzipped build that would be uploaded, in a process of its own. */
export function buildRuntime(folder: string, node = process.execPath): Runtime {
  const { JEST_WORKER_ID: _worker, NODE_OPTIONS: _options, ...env } = process.env;
  const child = spawn(node, [path.join(__dirname, 'lambda.mjs'), folder], {
    env: { ...env, COUNTERSIGN_ALLOW_LOOPBACK: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map<number, (line: { results?: Envelope; error?: Error }) => void>();
  const logs: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = JSON.parse(line) as { id?: number; log?: string; results?: Envelope; error?: Error };
    if (said.log !== undefined) logs.push(said.log);
    if (said.id !== undefined) waiting.get(said.id)?.(said);
  });
  let last = 0;
  return {
    async execute(event) {
      const id = (last += 1);
      const answer = new Promise<{ results?: Envelope; error?: Error }>((resolve) => waiting.set(id, resolve));
      child.stdin.write(`${JSON.stringify({ id, event: complete(event) })}\n`);
      const { results, error } = await answer;
      if (error) throw failureOf(error);
      return results!;
    },
    logs: () => logs.join('\n'),
    async stop() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

function complete(event: LambdaEvent): object {
  return throughJson({ isDeveloper: true, calledFromCli: true, zcacheTestObj: {}, cursorTestObj: {}, ...event });
}

function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** Some of Zapier's errors are JSON inside. */
function failureOf({ name, message }: Error): AppFailure {
  try {
    const inside = JSON.parse(message) as { message?: string; delay?: number };
    return new AppFailure(name, inside.message ?? message, inside.delay);
  } catch {
    return new AppFailure(name, message);
  }
}
