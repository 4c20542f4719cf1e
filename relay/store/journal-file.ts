/**
 * The journal: one file of NDJSON, a header and then one line a transaction. A line is whole or it is not there; all
 * transactions that are waiting share one append and one fdatasync.
 */
import type { FileHandle } from 'node:fs/promises';
import { StartupError } from '../errors.js';
import type { Change } from './store.js';

export const FORMAT = { format: 'countersign-journal', version: 1 };

/** The file system calls that decide whether data is safe, as an argument so that a test can make them fail. */
export interface Disk {
  append(file: FileHandle, bytes: Buffer): Promise<void>;
  sync(file: FileHandle): Promise<void>;
}

export const realDisk: Disk = {
  async append(file, bytes) {
    let written = 0;
    while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten;
  },
  sync: (file) => file.datasync(),
};

export function headerLine(): string {
  return `${JSON.stringify(FORMAT)}\n`;
}

export function transactionLine(changes: Change[]): string {
  return `${JSON.stringify(changes.map(({ collection, id, record }) => (record ? [collection, id, record] : [collection, id])))}\n`;
}

/** The changes of one line. Throws when it is not a whole transaction. */
export function readTransaction(line: string): Change[] {
  const parsed = JSON.parse(line) as unknown;
  if (!Array.isArray(parsed)) throw new SyntaxError('not a transaction');
  return (parsed as [Change['collection'], string, Change['record']?][]).map(([collection, id, record]) => ({
    collection,
    id,
    record,
  }));
}

/** The audit only grows: its entries make no journal worth compacting. */
export function countOf(changes: Change[]): number {
  let count = 0;
  for (const { collection } of changes) if (collection !== 'audit') count += 1;
  return count;
}

/** Throws StartupError unless the line is the header of a journal that this version can read. */
export function checkHeader(line: string, path: string): void {
  let header: Partial<typeof FORMAT> = {};
  try {
    header = JSON.parse(line) as typeof header;
  } catch {
    // Said below: it is no header.
  }
  if (header.format !== FORMAT.format)
    throw new StartupError(
      `${path} is not a Countersign journal. Move it away, or set COUNTERSIGN_DATA_DIR to another folder.`,
    );
  if ((header.version ?? 0) > FORMAT.version) {
    throw new StartupError(
      `${path} was written by a newer version of the relay (format ${header.version}; this one reads up to ${FORMAT.version}). Start that version.`,
    );
  }
}
