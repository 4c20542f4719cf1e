/**
 * How fast the relay takes requests and decisions, durably, beside baselines that are measured in the same run:
 * a bare Koa + router that echoes 1 KB, and lowdb as it comes. Prints ratios; absolute figures say more about the machine.
 * `BENCH_SHORT=1` makes a quick run that tells only whether everything works.
 */
import { rm } from 'node:fs/promises';
import { measure, type Figures } from './load';
import { preload } from './preload';
import { startEcho, startPlainLowdb, startRelay, type Contestant } from './servers';

const isShort = process.env.BENCH_SHORT === '1';
const [SMALL, LARGE] = isShort ? [100, 2_000] : [1_000, 200_000];
const ROUNDS = isShort ? 1 : Number(process.env.BENCH_ROUNDS ?? 5);
const REQUESTS = isShort ? 500 : Number(process.env.BENCH_REQUESTS ?? 20_000);
/** lowdb as it comes takes seconds for what the others do in one. */
const PLAIN_REQUESTS = isShort ? 64 : 256;

interface Target {
  what: string;
  ratio: number;
  atLeast: number;
}

async function main(): Promise<void> {
  const folders = { small: await preload(SMALL), large: await preload(LARGE) };
  const contestants: Contestant[] = [];
  try {
    const echo = await startEcho();
    const plain = await startPlainLowdb(SMALL);
    const small = await startRelay(folders.small);
    const large = await startRelay(folders.large);
    contestants.push(echo, plain, small, large);
    for (const each of [echo, small, large]) await measure(each.url, Math.ceil(REQUESTS / 4)); // Warm up.

    const rounds: Array<{ echo: Figures; small: Figures; large: Figures }> = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        echo: await measure(echo.url, REQUESTS),
        small: await measure(small.url, REQUESTS),
        large: await measure(large.url, REQUESTS),
      });
    }
    const plainFigures = await measure(plain.url, PLAIN_REQUESTS);
    const ratio = (of: (round: (typeof rounds)[number]) => number) => median(rounds.map(of));
    const echoCreate = median(rounds.map(({ echo: { create } }) => create));

    say(`${REQUESTS} requests at 64 connections, ${ROUNDS} rounds, medians of ratios within a round`);
    report([
      { what: `create, ${SMALL} stored / echo`, ratio: ratio((r) => r.small.create / r.echo.create), atLeast: 0.6 },
      { what: `decide, ${SMALL} stored / echo`, ratio: ratio((r) => r.small.decide / r.echo.create), atLeast: 0.6 },
      {
        what: `create, ${LARGE} / ${SMALL} stored`,
        ratio: ratio((r) => r.large.create / r.small.create),
        atLeast: 0.9,
      },
      {
        what: `decide, ${LARGE} / ${SMALL} stored`,
        ratio: ratio((r) => r.large.decide / r.small.decide),
        atLeast: 0.9,
      },
    ]);
    say(`decide / echo of its own, smaller body: ${ratio((r) => r.small.decide / r.echo.decide).toFixed(2)}`);
    say(
      `lowdb as it comes, ${SMALL} stored / echo: ${(plainFigures.create / echoCreate).toFixed(3)} (and nothing synced)`,
    );
    say(`echo: ${Math.round(echoCreate)} a second on this machine`);
    say(
      `start with ${SMALL} stored: ${seconds(small.startedInMs)}; with ${LARGE}: ${seconds(large.startedInMs)} (at most 3 s)`,
    );
  } finally {
    await Promise.all(contestants.map((each) => each.stop()));
    await Promise.all(Object.values(folders).map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

function report(targets: Target[]): void {
  for (const { what, ratio, atLeast } of targets)
    say(`${what.padEnd(34)} ${ratio.toFixed(2)}  (target ${atLeast}${ratio < atLeast ? ', missed' : ''})`);
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main();
