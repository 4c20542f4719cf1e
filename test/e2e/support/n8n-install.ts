/**
 * Installs n8n, and the Node.js it needs, once a version into a cache outside the checkout. The pins are what npm's
 * resolver needs to find a set of packages that exist and fit; install scripts are not run but for the one that matters.
 */
import path from 'node:path';
import { CACHE, installOnce, npm } from './install-once';

const N8N = '2.41.1';
const NODE = '24.21.0';
const OVERRIDES = { linkedom: '0.18.13', '@langchain/core': '1.2.8', langchain: { '@langchain/langgraph': '1.4.0' } };

const NODE_HOME = path.join(CACHE, `node-${NODE}`, 'node_modules', `node-${process.platform}-${process.arch}`);
const N8N_HOME = path.join(CACHE, `n8n-${N8N}`);

export const node24 = path.join(NODE_HOME, 'bin', 'node');
export const n8nBin = path.join(N8N_HOME, 'node_modules', 'n8n', 'bin', 'n8n');

export async function installN8n(): Promise<void> {
  const env = { ...process.env, npm_config_nodedir: NODE_HOME, PATH: `${path.dirname(node24)}:${process.env.PATH}` };
  installOnce(path.join(CACHE, `node-${NODE}`), { private: true }, (folder) => {
    npm(
      folder,
      process.env,
      'install',
      '--no-save',
      '--ignore-scripts=false',
      `node-${process.platform}-${process.arch}@${NODE}`,
    );
  });
  installOnce(N8N_HOME, { private: true, dependencies: { n8n: N8N }, overrides: OVERRIDES }, (folder) => {
    process.stdout.write(`n8n ${N8N} is being installed, which takes some minutes the first time …\n`);
    npm(folder, env, 'install', '--ignore-scripts');
    npm(folder, env, 'rebuild', 'sqlite3', '--ignore-scripts=false');
  });
}
