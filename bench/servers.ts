/** The contestants, each a process of its own. */
import { fork, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { KEY } from './load';

/** Processor time that a process has taken: all its threads together, and the main one. */
export interface Cpu {
  cpuMicros: number;
  mainMicros: number;
}

export interface Contestant {
  url: string;
  /** From the start of the process to its first good answer. */
  startedInMs: number;
  startedWithCpu: Cpu;
  cpu(): Promise<Cpu>;
  stop(): Promise<void>;
}

/** With the flag of `npm start`: a larger nursery, because most of what a request makes is garbage at once. */
export const startRelay = (folder: string): Promise<Contestant> =>
  start(
    path.resolve(__dirname, '../relay/dist/main.js'),
    {
      COUNTERSIGN_DATA_DIR: folder,
      COUNTERSIGN_SETUP_KEY: KEY,
      COUNTERSIGN_RATE_LIMIT_PER_MINUTE: '0',
      COUNTERSIGN_LOG_LEVEL: 'error',
    },
    ['--max-semi-space-size=32'],
  );
export const startEcho = (): Promise<Contestant> => start(path.join(__dirname, 'echo.mjs'));
export const startPlainLowdb = (stored: number): Promise<Contestant> =>
  start(path.join(__dirname, 'plain-lowdb.mjs'), { STORED: String(stored) });

async function start(
  file: string,
  settings: Record<string, string> = {},
  execArgv: string[] = [],
): Promise<Contestant> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = fork(file, {
    env: { ...process.env, ...settings, PORT: String(port) },
    execArgv: ['--import', path.join(__dirname, 'cpu.mjs'), ...execArgv],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const startedInMs = performance.now() - began;
  return {
    url,
    startedInMs,
    startedWithCpu: await cpu(child),
    cpu: () => cpu(child),
    stop: () => end(child),
  };
}

function cpu(child: ChildProcess): Promise<Cpu> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve(message as Cpu));
    child.send('cpu');
  });
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill();
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
