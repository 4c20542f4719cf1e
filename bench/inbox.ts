/**
 * How long the relay takes for what the inbox's pages read, on the demo's approvals: one request at a time, medians.
 * `npm run bench:inbox`; `DEMO_APPROVALS` says on how many (50,000).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PASSWORD, PEOPLE } from '../demo/cast.js';
import { RULES } from '../demo/rules.js';
import { seed } from '../demo/seed.js';
import { startRelay, type Contestant } from './servers';

const COUNT = Number(process.env.DEMO_APPROVALS ?? 50_000);
const ROUNDS = 41;
const TARGET_MS = 50;
const REPLAY_TARGET_MS = 2_000;

type Read = (path: string, body?: object) => Promise<{ items: Array<{ id: string }>; nextCursor?: string | null }>;

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-bench-'));
  await seed(folder, { count: COUNT, now: new Date(), workflowUrl: 'http://127.0.0.1:9' });
  const relay = await startRelay(folder);
  try {
    say(
      `${COUNT} approvals, started in ${(relay.startedInMs / 1000).toFixed(2)} s; median, 95th and mean processor time of ${ROUNDS} each`,
    );
    const headers = await signIn(relay.url);
    const read: Read = async (to, body) => {
      const response = await fetch(relay.url + to, {
        headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${to}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Awaited<ReturnType<Read>>;
    };
    for (const to of await pages(read)) report(to, await times(relay, ROUNDS, () => read(to)), TARGET_MS);
    for (const door of ['/api/rules/try', '/api/rules/replay']) {
      const draft = { rule: RULES.draft };
      report(`POST ${door}`, await times(relay, 5, () => read(door, draft)), REPLAY_TARGET_MS);
    }
  } finally {
    await relay.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Times {
  /** In milliseconds, the shortest first. */
  found: number[];
  /** Processor time of the relay's main thread for one. */
  cpuMs: number;
}

async function times({ cpu }: Contestant, rounds: number, work: () => Promise<unknown>): Promise<Times> {
  const found: number[] = [];
  const { mainMicros: before } = await cpu();
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await work();
    found.push(performance.now() - began);
  }
  const { mainMicros: after } = await cpu();
  return { found: found.sort((one, other) => one - other), cpuMs: (after - before) / 1_000 / rounds };
}

function report(what: string, { found, cpuMs }: Times, atMostMs: number): void {
  const [median, most] = [found[found.length >> 1] ?? NaN, found[Math.floor(found.length * 0.95)] ?? NaN];
  const missed = median > atMostMs ? `  (missed ${atMostMs} ms)` : '';
  say(`${[median, most, cpuMs].map((ms) => ms.toFixed(1).padStart(7)).join(' ')} ms  ${what}${missed}`);
}

async function signIn(url: string): Promise<Record<string, string>> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: PEOPLE[0].email, password: PASSWORD }),
  });
  if (!response.ok) throw new Error(`Signing in failed with ${response.status}`);
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  return { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '', 'x-csrf-token': csrfToken };
}

/** What the pages ask, with the filters that people use, the widest ones included. */
async function pages(read: Read): Promise<string[]> {
  const waiting = '/api/approvals?status=PENDING&sort=newest&limit=50';
  const decided = '/api/approvals?status=APPROVED,REJECTED,CANCELLED&sort=decided&limit=50';
  const first = await read(decided);
  const id = first.items[0]?.id ?? '';
  return [
    '/api/me',
    waiting,
    '/api/approvals?status=PENDING&sort=deadline&limit=50',
    `${waiting}&risk=high`,
    `${waiting}&q=refund`,
    decided,
    `${decided}&cursor=${first.nextCursor}`,
    `${decided}&risk=high`,
    `${decided}&platform=zendesk`,
    `${decided}&action=process_refund`,
    `${decided}&group=Billing`,
    `${decided}&q=refund`,
    `${decided}&q=ana%20lamp`,
    `${decided}&q=nothing-like-it`,
    `${waiting}&queue=mine`,
    '/api/approvals?status=PENDING&sort=priority&limit=50',
    `${waiting}&assignee=nobody`,
    `/api/approvals/${id}`,
    `/api/approvals/${id}/timeline`,
    `/api/approvals/${id}/standing`,
    `/api/approvals/${id}/related`,
    `/api/deliveries?approvalId=${id}`,
    '/api/deliveries?limit=25',
    '/api/deliveries?limit=25&status=failed',
    '/api/reason-codes',
    '/api/reviewers',
    '/api/groups',
    '/api/keys',
    '/api/connections',
    '/api/people',
    '/api/rules',
    '/api/views',
    '/api/times',
    '/api/channels',
    '/api/audit?limit=50',
    `/api/audit?limit=50&subject=${id}`,
  ];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main();
