/** Runs the relay and the inbox from their sources, and again whenever one changes. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const relay = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const bin = (name, file) => path.join(path.dirname(require.resolve(`${name}/package.json`)), file);

const children = [
  [bin('vite', 'bin/vite.js'), 'build', '--watch', '--logLevel', 'warn', path.join(relay, 'web')],
  [bin('tsx', 'dist/cli.mjs'), 'watch', path.join(relay, 'main.ts')],
].map((command) => spawn(process.execPath, command, { stdio: 'inherit' }));

for (const child of children) {
  child.on('exit', (code) => {
    for (const other of children) other.kill();
    process.exitCode = code ?? 0;
  });
}
