/** Zapier's command line, which needs a newer Node.js than the app: both are put into the cache. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { CACHE, installOnce, npm } from './install-once';

export const CLI = '19.1.0';
const NODE = '22.23.3';
const NODE_FOLDER = path.join(CACHE, `node-${NODE}`);
const CLI_FOLDER = path.join(CACHE, `zapier-cli-${CLI}`);
const NODE_BIN = path.join(NODE_FOLDER, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin');

/** The Node.js that Zapier runs apps with. */
export const node22 = path.join(NODE_BIN, 'node');

export function installZapierCli(): void {
  installOnce(NODE_FOLDER, { private: true }, (folder) =>
    npm(folder, process.env, 'install', '--no-save', `node-${process.platform}-${process.arch}@${NODE}`),
  );
  installOnce(CLI_FOLDER, { private: true, dependencies: { 'zapier-platform-cli': CLI } }, (folder) =>
    npm(folder, process.env, 'install', '--ignore-scripts'),
  );
}

/** Runs one command of it in the app's folder, without telling Zapier about it. Throws with its output when it fails. */
export function zapierCli(folder: string, ...args: string[]): string {
  const script = path.join(CLI_FOLDER, 'node_modules', 'zapier-platform-cli', 'src', 'bin', 'run');
  const { NODE_ENV: _environment, NODE_OPTIONS: _options, JEST_WORKER_ID: _worker, ...env } = process.env;
  try {
    return execFileSync(node22, [script, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...env, PATH: `${NODE_BIN}:${env.PATH ?? ''}`, DISABLE_ZAPIER_ANALYTICS: '1', CI: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`zapier-platform ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
  }
}

/** Unpacks an archive with the library that packed it. */
export function unzip(archive: string, folder: string): void {
  const script = `new (require('adm-zip'))(process.argv[1]).extractAllTo(process.argv[2], true)`;
  execFileSync(node22, ['-e', script, archive, folder], { cwd: CLI_FOLDER });
}
