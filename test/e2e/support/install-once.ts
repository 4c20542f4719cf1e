/** Tools that are too large for everybody's install: put once into a cache outside the checkout. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

export const CACHE = process.env.COUNTERSIGN_CACHE_DIR ?? path.join(homedir(), '.cache', 'countersign');

/** An install that was interrupted is done again from the start. */
export function installOnce(folder: string, manifest: object, install: (folder: string) => void): void {
  const mark = path.join(folder, '.complete');
  if (existsSync(mark)) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  install(folder);
  writeFileSync(mark, '');
}

export function npm(folder: string, env: NodeJS.ProcessEnv, ...args: string[]): void {
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, env, stdio: 'inherit' });
}
