/** One process a data folder: two would each hold half of the truth. */
import { open, readFile, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../errors.js';

interface Holder {
  pid: number;
  /** When that process began, as the system counts it, because a pid is used again. Empty where the system does not say. */
  began: string;
}

/** Takes the folder. Throws StartupError while another process has it; one that has died is succeeded. The function that comes back gives it up. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, 'lock');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(JSON.stringify({ pid: process.pid, began: beganAt(process.pid) } satisfies Holder));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await readHolder(file);
    if (holder && isAlive(holder)) {
      throw new StartupError(
        `Another relay (process ${holder.pid}) uses ${folder}. Stop it, or set COUNTERSIGN_DATA_DIR to another folder.`,
      );
    }
    await rm(file, { force: true });
  }
  throw new StartupError(`${file} keeps coming back. Is another relay starting at this moment? Try again.`);
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    // Gone, or written half by a process that died: nobody holds it.
    return undefined;
  }
}

function isAlive({ pid, began }: Holder): boolean {
  if (pid === process.pid) return began === beganAt(pid);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return began === '' || began === beganAt(pid);
}

function beganAt(pid: number): string {
  try {
    // Field 22 of /proc/<pid>/stat, counted after the command name, which may hold spaces.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
