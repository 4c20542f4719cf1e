/** The relay as an operator runs it: its own process, built, on an embedded store. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, run, until, type Running } from './processes';

const MAIN = path.resolve(__dirname, '../../../relay/dist/main.js');
export const ADMIN = { email: 'alice@example.com', password: 'correct horse battery' };
export const KEY = 'cs_live_end_to_end_key_of_the_tests';
export const SIGNING_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers as they come
type Json = any;

export async function startRelayProcess(settings: Record<string, string> = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let running: Running;

  const relay = {
    url,
    output: () => running.output(),

    async start(): Promise<void> {
      running = run(process.execPath, [MAIN], {
        PORT: String(port),
        COUNTERSIGN_DATA_DIR: folder,
        COUNTERSIGN_SETUP_EMAIL: ADMIN.email,
        COUNTERSIGN_SETUP_PASSWORD: ADMIN.password,
        COUNTERSIGN_SETUP_KEY: KEY,
        COUNTERSIGN_SETUP_SIGNING_SECRET: SIGNING_SECRET,
        COUNTERSIGN_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
        ...settings,
      });
      await until(
        `the relay (${running.output()})`,
        async () => ((await fetch(`${url}/readyz`)).ok ? true : undefined),
        20_000,
      );
    },
    async kill(): Promise<void> {
      await running.end('SIGKILL');
    },
    async stop(): Promise<void> {
      await running.end();
      await rm(folder, { recursive: true, force: true });
    },

    async call(method: string, to: string, body?: unknown): Promise<Json> {
      const response = await fetch(url + to, {
        method,
        headers: { 'x-api-key': KEY, ...(body !== undefined && { 'content-type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      return text ? JSON.parse(text) : undefined;
    },
    keyHeader: { 'x-api-key': KEY },
    get: (to: string) => relay.call('GET', to),
    post: (to: string, body: unknown = {}) => relay.call('POST', to, body),

    /** The approvals that wait, once there are `count` of them, in the order in which they were asked. */
    async pending(count = 1): Promise<Json[]> {
      return until(`${count} pending approvals`, async () => {
        const { items } = await relay.get('/api/approvals?status=PENDING&limit=100');
        return items.length === count ? [...items].reverse() : undefined;
      });
    },
    /** Where a batch's answer goes, read from the journal on the disk. */
    async callbackOf(batchId: string): Promise<string> {
      const journal = await readFile(path.join(folder, 'journal.ndjson'), 'utf8');
      const record = journal
        .split('\n')
        .slice(1)
        .filter((line) => line !== '')
        .flatMap((line) => JSON.parse(line) as [string, string, Json][])
        .find(([collection, id]) => collection === 'batches' && id === batchId);
      return record![2].callback.url as string;
    },
    decide: (id: string, verdict: object) => relay.post(`/api/approvals/${id}/decision`, verdict),
  };
  await relay.start();
  return relay;
}
export type RelayProcess = Awaited<ReturnType<typeof startRelayProcess>>;
