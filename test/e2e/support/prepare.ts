/** Before the suites: n8n is in the cache, and what is tested is built and packed as it would be published. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { installN8n } from './n8n-install';

const TOP = path.resolve(__dirname, '../../..');

export default async function prepare(): Promise<void> {
  await installN8n();
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: TOP, stdio: 'inherit' });
  run('npm', 'run', '--silent', 'build');
  run('npm', 'pack', '--silent', '--pack-destination', path.join(TOP, 'dist'));
}
