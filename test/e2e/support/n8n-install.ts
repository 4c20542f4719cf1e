/**
 * Installs n8n, and the Node.js it needs, once a version into a cache outside the checkout. The pins are what npm's
 * resolver needs to find a set of packages that exist and fit; install scripts are not run but for the one that matters.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { CACHE, installOnce, npm } from './install-once';

const NODE = '24.21.0';
const NODE_HOME = path.join(CACHE, `node-${NODE}`, 'node_modules', `node-${process.platform}-${process.arch}`);
const OVERRIDES = { linkedom: '0.18.13', '@langchain/core': '1.2.8', langchain: { '@langchain/langgraph': '1.4.0' } };

// Older ones do not start without what their packages call peers; the newest needs none of those.
const OLD = { overrides: { ...OVERRIDES, xlsx: '0.18.5' }, peers: true, node: process.execPath, settings: {} };

/** The n8n that the nodes are tested with. The older ones run on the Node.js that runs the tests. */
export const RELEASES = {
  /** The first to be had that signs the addresses at which an execution waits; that came with 1.107. */
  oldest: { version: '1.110.1', ...OLD },
  /** Has the human review of agents' tools, which n8n has since 2.6. */
  oldestWithReview: { version: '2.8.4', ...OLD },
  newest: {
    version: '2.41.1',
    overrides: OVERRIDES,
    peers: false,
    node: path.join(NODE_HOME, 'bin', 'node'),
    // Else it asks the internet for a list at its start. Older ones do not know the module, and do not start.
    settings: { N8N_DISABLED_MODULES: 'mcp-registry' },
  },
};
export type Release = (typeof RELEASES)[keyof typeof RELEASES];

const homeOf = ({ version }: Release): string => path.join(CACHE, `n8n-${version}`);
export const modulesOf = (release: Release): string => path.join(homeOf(release), 'node_modules');
export const binOf = (release: Release): string => path.join(modulesOf(release), 'n8n', 'bin', 'n8n');

export async function installN8n(release: Release = RELEASES.newest): Promise<void> {
  if (release === RELEASES.newest) {
    installOnce(path.join(CACHE, `node-${NODE}`), { private: true }, (folder) => {
      const what = `node-${process.platform}-${process.arch}@${NODE}`;
      npm(folder, process.env, 'install', '--no-save', '--ignore-scripts=false', what);
    });
  }
  const env: NodeJS.ProcessEnv = { ...process.env, PATH: `${path.dirname(release.node)}:${process.env.PATH}` };
  // What has to be compiled finds the headers beside its Node.js, and needs no download of them.
  const nodeHome = path.resolve(path.dirname(release.node), '..');
  if (existsSync(path.join(nodeHome, 'include', 'node'))) env.npm_config_nodedir = nodeHome;
  const { version, overrides, peers } = release;
  installOnce(homeOf(release), { private: true, dependencies: { n8n: version }, overrides }, (folder) => {
    process.stdout.write(`n8n ${version} is being installed, which takes some minutes the first time …\n`);
    npm(folder, env, 'install', '--ignore-scripts', `--legacy-peer-deps=${!peers}`);
    npm(folder, env, 'rebuild', 'sqlite3', '--ignore-scripts=false');
  });
}
