/** Builds what is missing or older than its sources: the relay's JavaScript and the inbox. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const relay = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const bin = (name, file) => path.join(path.dirname(require.resolve(`${name}/package.json`)), file);

build('The relay', 'dist/.built', sources(relay, ['dist', 'web', 'node_modules']), [
  bin('typescript', 'bin/tsc'),
  '-p',
  relay,
]);
build(
  'The inbox',
  'web/dist/.built',
  [...sources(path.join(relay, 'web'), ['dist', 'node_modules']), ...sources(path.join(relay, 'contract'), [])],
  [bin('vite', 'bin/vite.js'), 'build', '--logLevel', 'warn', path.join(relay, 'web')],
);

function build(what, mark, inputs, command) {
  const markFile = path.join(relay, mark);
  const builtAt = statSync(markFile, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (inputs.every((file) => statSync(file).mtimeMs < builtAt)) return;
  process.stdout.write(`${what} is being built …\n`);
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit', cwd: relay });
  if (status !== 0) process.exit(status ?? 1);
  mkdirSync(path.dirname(markFile), { recursive: true });
  writeFileSync(markFile, '');
}

function sources(folder, skipped) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (!entry.isDirectory()) return /\.(ts|tsx|css|html|svg|json|mjs)$/.test(entry.name) ? [full] : [];
    return skipped.includes(entry.name) ? [] : sources(full, []);
  });
}
