/**
 * `npm run demo`: a relay with the inbox that has lived through four months, on a folder of its own that is removed at the
 * end. `DEMO_APPROVALS` says how many approvals there are, `PORT` where it listens.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PASSWORD, PEOPLE } from './cast.js';
import { seed } from './seed.js';
import { startWorkflow } from './workflow.js';

const RELAY = path.resolve(__dirname, '../relay/dist/main.js');

async function main(): Promise<void> {
  const count = Number(process.env.DEMO_APPROVALS ?? 50_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-demo-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const workflow = await startWorkflow();
  say(`Making ${count} approvals …`);
  const began = Date.now();
  await seed(folder, { count, now: new Date(), workflowUrl: workflow.url });
  say(`Made in ${((Date.now() - began) / 1000).toFixed(1)} s. The relay starts …`);
  const relay = spawn(process.execPath, ['--max-semi-space-size=32', RELAY], {
    env: {
      ...process.env,
      COUNTERSIGN_DATA_DIR: folder,
      COUNTERSIGN_ALLOW_PRIVATE_HOSTS: '127.0.0.1',
      COUNTERSIGN_LOG_LEVEL: process.env.COUNTERSIGN_LOG_LEVEL ?? 'warn',
    },
    stdio: 'inherit',
  });
  say(`Sign in as ${PEOPLE[0].email} with the password "${PASSWORD}".`);
  say(
    `The others have the same: ${PEOPLE.slice(1)
      .map(({ email }) => email)
      .join(', ')}.`,
  );
  say('Ctrl+C ends it, and removes its data.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => relay.kill('SIGTERM'));
  relay.once('exit', (code) => process.exit(code ?? 1));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main();
