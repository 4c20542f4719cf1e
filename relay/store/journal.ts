/**
 * lowdb's adapter for the journal. lowdb's own way, to write the whole state anew each time and never sync it, would be
 * slow and would lose what was acknowledged; this one appends only what has changed and resolves once that is on the disk.
 */
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Adapter } from 'lowdb';
import type { Logger } from 'pino';
import { StorageUnavailable } from '../errors.js';
import { countOf, headerLine, realDisk, transactionLine, type Disk } from './journal-file.js';
import { replay } from './replay.js';
import type { Change } from './store.js';
import { allRecords, type Data } from './data.js';

/** Compact when the file holds this many times the live records, and not before it holds so many at all. */
const COMPACT_AT_RATIO = 3;
const COMPACT_AT_LEAST = 20_000;
const SNAPSHOT_CHUNK = 500;

interface Entry {
  changes: Change[];
  line: string;
}

export interface JournalAdapter extends Adapter<Data> {
  /** Queues one transaction for the next `write`. */
  stage(changes: Change[]): void;
  /** Why nothing can be saved any more, or undefined while all is well. */
  failure(): unknown;
  close(): Promise<void>;
}

interface JournalOptions {
  file: string;
  log: Logger;
  /** The live state, which `apply` keeps. */
  data: Data;
  /** Told about every replayed change at start, in order, and then that there are no more. */
  load: (change: Change) => void;
  loaded: () => void;
  /** Told about every durable transaction, in order. */
  apply: (changes: Change[]) => void;
  disk?: Disk;
  compactAtLeast?: number;
}

export function createJournal({
  file,
  log,
  data: live,
  load,
  loaded,
  apply,
  disk = realDisk,
  compactAtLeast = COMPACT_AT_LEAST,
}: JournalOptions): JournalAdapter {
  let handle: FileHandle | undefined;
  let staged: Entry[] = [];
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  let failure: unknown;
  let recordsInFile = 0;
  /** While a snapshot is being written: the lines that came after it. */
  let since: string[] | undefined;
  let snapshot: FileHandle | undefined;
  let compacting: Promise<void> | undefined;
  const temporary = `${file}.tmp`;

  return {
    async read(): Promise<Data> {
      await rm(temporary, { force: true });
      const { records, isNew } = await replay(file, load, log);
      loaded();
      recordsInFile = records;
      handle = await open(file, 'a', 0o600);
      if (isNew) {
        await handle.truncate(0);
        await disk.append(handle, Buffer.from(headerLine()));
        await disk.sync(handle);
        await syncFolder(file);
      }
      return live;
    },

    stage(changes) {
      staged.push({ changes, line: transactionLine(changes) });
    },

    /** Resolves when all that was staged before is on the disk. Those who come while one flush is under way share the next. */
    write(data) {
      next ??= current.then(() => {
        current = next ?? current;
        next = undefined;
        return flush(data);
      });
      return next;
    },

    failure: () => failure,

    async close() {
      await current.catch(() => undefined); // Its caller has been told.
      await compacting;
      await snapshot?.close(); // Not in place yet: the journal itself holds everything.
      await handle?.close();
    },
  };

  async function flush(data: Data): Promise<void> {
    const entries = staged;
    staged = [];
    if (failure) throw new StorageUnavailable(failure);
    if (entries.length === 0 || !handle) return;
    try {
      const text = entries.map((entry) => entry.line).join('');
      await disk.append(handle, Buffer.from(text));
      await disk.sync(handle);
      since?.push(text);
    } catch (error) {
      // After a failed sync nobody knows what is on the disk, so nothing more is accepted.
      failure = error;
      log.fatal(
        { err: error },
        'The journal cannot be written. The relay accepts nothing more until it is started again.',
      );
      throw new StorageUnavailable(error);
    }
    for (const { changes } of entries) {
      recordsInFile += countOf(changes);
      apply(changes);
    }
    if (snapshot) await swap(snapshot);
    else if (!compacting && isCompactionDue(data))
      compacting = writeSnapshot(data).finally(() => (compacting = undefined));
  }

  function isCompactionDue(data: Data): boolean {
    const live = Object.values(data).reduce((sum, records) => sum + records.size, -data.audit.size);
    return recordsInFile >= compactAtLeast && recordsInFile > COMPACT_AT_RATIO * live;
  }

  /** Writes all live records beside the journal, a few at a time. A failure here harms nothing: the journal goes on. */
  async function writeSnapshot(data: Data): Promise<void> {
    since = [];
    const records = allRecords(data);
    try {
      const copy = await open(temporary, 'w', 0o600);
      await disk.append(copy, Buffer.from(headerLine()));
      for (let start = 0; start < records.length; start += SNAPSHOT_CHUNK) {
        const lines = records.slice(start, start + SNAPSHOT_CHUNK).map((change) => transactionLine([change]));
        await disk.append(copy, Buffer.from(lines.join('')));
      }
      await disk.sync(copy);
      snapshot = copy;
      recordsInFile = countOf(records);
    } catch (error) {
      since = undefined;
      log.error({ err: error }, 'The journal could not be compacted. It goes on growing.');
    }
  }

  /** Puts the snapshot, with what came since, in the journal's place: at every moment one of the two is whole under its name. */
  async function swap(copy: FileHandle): Promise<void> {
    const lines = since ?? [];
    snapshot = undefined;
    since = undefined;
    try {
      await disk.append(copy, Buffer.from(lines.join('')));
      await disk.sync(copy);
      await rename(temporary, file);
      await syncFolder(file);
    } catch (error) {
      failure = error;
      log.fatal(
        { err: error },
        'The compacted journal could not be put in place. The relay accepts nothing more until it is started again.',
      );
      return;
    }
    const old = handle;
    handle = copy;
    await old?.close();
  }
}

/** Makes a new name in a folder durable. */
async function syncFolder(file: string): Promise<void> {
  const folder = await open(path.dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
