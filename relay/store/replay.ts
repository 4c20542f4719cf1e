/** Reads a journal back at start. A torn last line is what a power cut leaves: cut off and reported. Any other bad line is not guessed at. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Logger } from 'pino';
import { StartupError } from '../errors.js';
import { checkHeader, countOf, readTransaction } from './journal-file.js';
import type { Change } from './store.js';

export interface Replayed {
  /** Records written, counting every version. */
  records: number;
  isNew: boolean;
}

const CHUNK_BYTES = 4 * 1024 * 1024;
const NEWLINE = 0x0a;
const NOTHING: Buffer = Buffer.alloc(0);

/** Gives every change to `load`, in order. Throws StartupError that names the file and the line that cannot be read. */
export async function replay(path: string, load: (change: Change) => void, log: Logger): Promise<Replayed> {
  let lineNumber = 0;
  let records = 0;
  let goodBytes = 0;
  let bad: { line: number; bytes: number } | undefined;

  const readLine = (line: Buffer): void => {
    lineNumber += 1;
    if (bad)
      throw new StartupError(
        `${path}, line ${bad.line}: this record is damaged, and more follow it. Restore the file from a backup, or ask for help with a copy of it.`,
      );
    const text = line.toString('utf8');
    if (lineNumber === 1) checkHeader(text, path);
    else {
      try {
        const changes = readTransaction(text);
        for (const change of changes) load(change);
        records += countOf(changes);
      } catch {
        bad = { line: lineNumber, bytes: line.length };
        return;
      }
    }
    goodBytes += line.length + 1;
  };

  let rest = NOTHING;
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
        const line = bytes.subarray(start, end);
        readLine(rest.length > 0 ? Buffer.concat([rest, line]) : line);
        rest = NOTHING;
        start = end + 1;
      }
      const end = bytes.subarray(start);
      rest = rest.length > 0 ? Buffer.concat([rest, end]) : end;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { records: 0, isNew: true };
    throw error;
  }
  const tornBytes = rest.length + (bad ? bad.bytes + 1 : 0);
  if (tornBytes > 0) {
    await truncate(path, goodBytes);
    log.warn(
      { path, line: lineNumber + (rest.length > 0 ? 1 : 0), bytes: tornBytes },
      'The last record was torn by a power cut or crash. It had not been acknowledged, and was cut off.',
    );
  }
  return { records, isNew: goodBytes === 0 };
}

async function truncate(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.truncate(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
