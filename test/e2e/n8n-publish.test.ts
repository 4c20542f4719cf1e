/** What is published to n8n's users: its contents, and what n8n's own lint and scanner say of it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installPublishingTools, scan, strictLint } from './support/publishing-tools';

const TOP = path.resolve(__dirname, '../..');
const TARBALL = path.join(TOP, 'dist/n8n-nodes-countersign-0.1.0.tgz');
let unpacked: string;

beforeAll(() => {
  installPublishingTools();
  unpacked = mkdtempSync(path.join(tmpdir(), 'countersign-package-'));
  execFileSync('tar', ['-xzf', TARBALL, '-C', unpacked, '--strip-components=1']);
}, 300_000);

afterAll(() => rmSync(unpacked, { recursive: true, force: true }));

test('the package holds the built nodes, its manifest, licence and readme, and nothing else', () => {
  const files = execFileSync('tar', ['-tzf', TARBALL], { encoding: 'utf8' }).trim().split('\n');
  const others = files.filter((file) => !/^package\/dist\/(nodes|credentials)\/.+\.(js|json|svg)$/.test(file));
  expect(others.toSorted()).toEqual(['package/LICENSE', 'package/README.md', 'package/package.json']);
  const manifest = JSON.parse(readFileSync(path.join(unpacked, 'package.json'), 'utf8'));
  expect(manifest).not.toHaveProperty('dependencies');
  for (const listed of [...manifest.n8n.nodes, ...manifest.n8n.credentials])
    expect(files).toContain(`package/${listed}`);
});

test('what it requires is there, or n8n brings it', () => {
  const scripts = execFileSync('tar', ['-tzf', TARBALL], { encoding: 'utf8' }).split('\n');
  for (const script of scripts.filter((file) => file.endsWith('.js'))) {
    const text = readFileSync(path.join(unpacked, script.replace('package/', '')), 'utf8');
    const required = [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name!);
    expect(required.filter((name) => !name.startsWith('.') && !['n8n-workflow', 'node:crypto'].includes(name))).toEqual(
      [],
    );
  }
});

test('n8n’s strict lint for community nodes finds nothing', async () => {
  expect(await strictLint(TOP)).not.toMatch(/error|warning|ended with/);
});

test.each(['source', 'tarball'] as const)('n8n’s package scanner passes the %s', async (kind) => {
  expect(await scan(kind === 'source' ? TOP : unpacked, kind)).toBe('passed');
});
