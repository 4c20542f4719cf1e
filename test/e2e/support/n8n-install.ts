/**
 * Installs n8n, and the Node.js it needs, once a version into a cache outside the checkout. The pins are what npm's
 * resolver needs to find a set of packages that exist and fit; install scripts are not run but for the one that matters.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const N8N = '2.41.1';
const NODE = '24.21.0';
const OVERRIDES = { linkedom: '0.18.13', '@langchain/core': '1.2.8', langchain: { '@langchain/langgraph': '1.4.0' } };

const CACHE = process.env.COUNTERSIGN_CACHE_DIR ?? path.join(homedir(), '.cache', 'countersign');
const NODE_HOME = path.join(CACHE, `node-${NODE}`, 'node_modules', `node-${process.platform}-${process.arch}`);
const N8N_HOME = path.join(CACHE, `n8n-${N8N}`);

export const node24 = path.join(NODE_HOME, 'bin', 'node');
export const n8nBin = path.join(N8N_HOME, 'node_modules', 'n8n', 'bin', 'n8n');

/** An install that was interrupted is done again from the start. */
export async function installN8n(): Promise<void> {
  const env = { ...process.env, npm_config_nodedir: NODE_HOME, PATH: `${path.dirname(node24)}:${process.env.PATH}` };
  once(path.join(CACHE, `node-${NODE}`), { private: true }, (folder) => {
    npm(
      folder,
      process.env,
      'install',
      '--no-save',
      '--ignore-scripts=false',
      `node-${process.platform}-${process.arch}@${NODE}`,
    );
  });
  once(N8N_HOME, { private: true, dependencies: { n8n: N8N }, overrides: OVERRIDES }, (folder) => {
    process.stdout.write(`n8n ${N8N} is being installed, which takes some minutes the first time …\n`);
    npm(folder, env, 'install', '--ignore-scripts');
    npm(folder, env, 'rebuild', 'sqlite3', '--ignore-scripts=false');
  });
}

function once(folder: string, manifest: object, install: (folder: string) => void): void {
  const mark = path.join(folder, '.complete');
  if (existsSync(mark)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  install(folder);
  writeFileSync(mark, '');
}

function npm(folder: string, env: NodeJS.ProcessEnv, ...args: string[]): void {
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, env, stdio: 'inherit' });
}
