/** n8n's own lint and scanner for community packages, each with its own rules, in the cache outside the checkout. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CACHE, installOnce, npm } from './install-once';

const CLI = '0.48.3';
const SCANNER = '0.32.0';
const HOME = path.join(CACHE, `n8n-publishing-${CLI}-${SCANNER}`);
const SCAN = `
import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
const [folder, kind] = process.argv.slice(2);
const result = await analyzePackage(folder, kind === 'source' ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json']);
console.log(result.passed ? 'passed' : [result.message, result.details].join('\\n'));
`;

export function installPublishingTools(): void {
  const manifest = {
    private: true,
    dependencies: {
      '@n8n/node-cli': CLI,
      '@n8n/scan-community-package': SCANNER,
      typescript: '5.9.3',
      'n8n-workflow': '2.41.0',
    },
    // Only for nodes that are language models, and a quarter of a gigabyte.
    overrides: { '@n8n/ai-node-sdk': 'npm:empty-npm-package@1.0.0', typescript: '$typescript' },
  };
  installOnce(HOME, manifest, (folder) => npm(folder, process.env, 'install', '--ignore-scripts'));
}

/** What the scanner that n8n runs on published packages says; `source` is what it lints of the repository. */
export async function scan(folder: string, kind: 'source' | 'tarball'): Promise<string> {
  const script = path.join(HOME, 'scan.mjs');
  if (!existsSync(script)) await writeFile(script, SCAN);
  return (await said(HOME, process.execPath, script, folder, kind)).trim();
}

/** `n8n-node lint` in its strict mode, which wants its own configuration: so on a copy of what is published. */
export async function strictLint(top: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-lint-'));
  try {
    for (const each of ['nodes', 'credentials', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE'])
      await cp(path.join(top, each), path.join(folder, each), { recursive: true });
    const config = "import { config } from '@n8n/node-cli/eslint';\n\nexport default config;\n";
    await writeFile(path.join(folder, 'eslint.config.mjs'), config);
    await symlink(path.join(HOME, 'node_modules'), path.join(folder, 'node_modules'));
    return await said(folder, path.join(HOME, 'node_modules/.bin/n8n-node'), 'lint');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All that a program prints, and with which code it ended if it failed. */
function said(folder: string, command: string, ...args: string[]): Promise<string> {
  return new Promise((resolve) => {
    // With jest's NODE_ENV the rules believe that they are being tested themselves.
    execFile(command, args, { cwd: folder, env: { ...process.env, NODE_ENV: 'production' } }, (error, stdout, stderr) =>
      resolve(`${stdout}${stderr}${error ? `\nended with ${error.code}` : ''}`),
    );
  });
}
