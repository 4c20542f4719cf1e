/**
 * How fast the relay takes requests and decisions, durably, beside baselines that are measured in the same run:
 * a bare Koa + router that echoes 1 KB, and lowdb as it comes. Prints ratios; absolute figures say more about the machine.
 * `BENCH_SHORT=1` makes a quick run that tells only whether everything works.
 */
import { rm } from 'node:fs/promises';
import { measure, type Figure, type Figures } from './load';
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

interface Round {
  echo: Figures;
  small: Figures;
  large: Figures;
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
    for (const each of [echo, small, large]) await measure(each, Math.ceil(REQUESTS / 4)); // Warm up.

    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        echo: await measure(echo, REQUESTS),
        small: await measure(small, REQUESTS),
        large: await measure(large, REQUESTS),
      });
    }
    const plainFigures = await measure(plain, PLAIN_REQUESTS);
    const of = (figure: (round: Round) => number) => median(rounds.map(figure));
    const echoCreate = of(({ echo: { create } }) => create.perSecond);

    say(`${REQUESTS} requests at 64 connections, ${ROUNDS} rounds, medians of ratios within a round`);
    say('By processor time of the main thread, which other work on the machine changes little:');
    report(targets(of, (one, other) => other.mainMicros / one.mainMicros));
    say('By answers a second, with whatever else the machine was doing:');
    report(targets(of, (one, other) => one.perSecond / other.perSecond));
    const micros = (figure: (round: Round) => number) => `${Math.round(of(figure))} µs`;
    say(
      `processor time of a request, main thread (whole process): echo ${micros((r) => r.echo.create.mainMicros)} (${micros((r) => r.echo.create.cpuMicros)}), ` +
        `create ${micros((r) => r.small.create.mainMicros)} (${micros((r) => r.small.create.cpuMicros)}), ` +
        `decide ${micros((r) => r.small.decide.mainMicros)} (${micros((r) => r.small.decide.cpuMicros)})`,
    );
    say(
      `lowdb as it comes, ${SMALL} stored / echo: ${(plainFigures.create.perSecond / echoCreate).toFixed(3)} (and nothing synced)`,
    );
    say(`echo: ${Math.round(echoCreate)} a second on this machine`);
    say(`start with ${SMALL} stored: ${started(small)}; with ${LARGE}: ${started(large)} (at most 3 s)`);
  } finally {
    await Promise.all(contestants.map((each) => each.stop()));
    await Promise.all(Object.values(folders).map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

/** Of each pair, how fast the first is beside the second. */
function targets(
  of: (figure: (round: Round) => number) => number,
  beside: (one: Figure, other: Figure) => number,
): Target[] {
  return [
    { what: `create, ${SMALL} stored / echo`, ratio: of((r) => beside(r.small.create, r.echo.create)), atLeast: 0.6 },
    { what: `decide, ${SMALL} stored / echo`, ratio: of((r) => beside(r.small.decide, r.echo.create)), atLeast: 0.6 },
    {
      what: `create, ${LARGE} / ${SMALL} stored`,
      ratio: of((r) => beside(r.large.create, r.small.create)),
      atLeast: 0.9,
    },
    {
      what: `decide, ${LARGE} / ${SMALL} stored`,
      ratio: of((r) => beside(r.large.decide, r.small.decide)),
      atLeast: 0.9,
    },
  ];
}

function report(targets: Target[]): void {
  for (const { what, ratio, atLeast } of targets)
    say(`${what.padEnd(34)} ${ratio.toFixed(2)}  (target ${atLeast}${ratio < atLeast ? ', missed' : ''})`);
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function started({ startedInMs, startedWithCpu }: Contestant): string {
  return `${seconds(startedInMs)}, of which the main thread worked ${seconds(startedWithCpu.mainMicros / 1_000)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main();
