/**
 * How long the relay takes for what the inbox's pages read, on the demo's approvals: one request at a time, medians.
 * `npm run bench:inbox`; `DEMO_APPROVALS` says on how many (50,000).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PASSWORD, PEOPLE } from '../demo/cast.js';
import { seed } from '../demo/seed.js';
import { startRelay } from './servers';

const COUNT = Number(process.env.DEMO_APPROVALS ?? 50_000);
const ROUNDS = 41;
const TARGET_MS = 50;

type Read = (path: string) => Promise<{ items: Array<{ id: string }>; nextCursor?: string | null }>;

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-bench-'));
  await seed(folder, { count: COUNT, now: new Date(), workflowUrl: 'http://127.0.0.1:9' });
  const relay = await startRelay(folder);
  try {
    say(`${COUNT} approvals, started in ${(relay.startedInMs / 1000).toFixed(2)} s; median and 95th of ${ROUNDS} each`);
    const headers = await signIn(relay.url);
    const read: Read = async (to) => {
      const response = await fetch(relay.url + to, { headers });
      if (!response.ok) throw new Error(`${to}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Awaited<ReturnType<Read>>;
    };
    for (const to of await pages(read)) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const began = performance.now();
        await read(to);
        times.push(performance.now() - began);
      }
      times.sort((one, other) => one - other);
      const [median, most] = [times[ROUNDS >> 1] ?? NaN, times[Math.floor(ROUNDS * 0.95)] ?? NaN];
      say(
        `${median.toFixed(1).padStart(7)} ${most.toFixed(1).padStart(7)} ms  ${to}${median > TARGET_MS ? '  (missed)' : ''}`,
      );
    }
  } finally {
    await relay.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function signIn(url: string): Promise<Record<string, string>> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: PEOPLE[0].email, password: PASSWORD }),
  });
  if (!response.ok) throw new Error(`Signing in failed with ${response.status}`);
  return { cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
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
    `/api/approvals/${id}`,
    `/api/approvals/${id}/timeline`,
    `/api/deliveries?approvalId=${id}`,
    '/api/deliveries?limit=25',
    '/api/deliveries?limit=25&status=failed',
    '/api/reason-codes',
    '/api/reviewers',
    '/api/groups',
    '/api/keys',
    '/api/connections',
  ];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main();
