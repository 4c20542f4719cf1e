/** Reads the audit: what is in memory, and then the file, from its end or from its beginning, a block at a time. */
import { open } from 'node:fs/promises';
import type { AuditEntry } from '../store/records.js';
import type { Store } from '../store/store.js';
import { fileOf } from './archive.js';
import { readLine } from './line.js';

const BLOCK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

export interface AuditQuery {
  workspaceId: string;
  /** At or after, and before. */
  from?: string;
  to?: string;
  events?: string[];
  by?: string;
  subject?: string;
}

export interface AuditSource {
  store: Store;
  folder: string;
}

/** Newest first, before the entry `before` when it is given. */
export async function* newestFirst(
  { store, folder }: AuditSource,
  query: AuditQuery,
  before = Number.POSITIVE_INFINITY,
): AsyncGenerator<AuditEntry> {
  const matches = matcher(query);
  const recent = await store.recentAudit(query.workspaceId);
  const file = await store.get('auditFiles', query.workspaceId);
  const oldest = recent[0]?.seq ?? Number.POSITIVE_INFINITY;
  for (const entry of recent.reverse()) if (entry.seq < before && matches(entry)) yield entry;
  if (!file) return;
  for await (const line of linesBackwards(fileOf(folder, query.workspaceId), file.bytes, query.subject)) {
    const entry = readLine(line, query.workspaceId);
    if (query.from !== undefined && entry.at < query.from) return;
    // Moved between the two looks: told already.
    if (entry.seq < oldest && entry.seq < before && matches(entry)) yield entry;
  }
}

/** Oldest first, each with the hash of the one before it. */
export async function* oldestFirst({ store, folder }: AuditSource, query: AuditQuery) {
  const matches = matcher(query);
  const recent = await store.recentAudit(query.workspaceId);
  const file = await store.get('auditFiles', query.workspaceId);
  let previous = '';
  if (file) {
    for await (const line of lines(fileOf(folder, query.workspaceId), file.bytes)) {
      const entry = readLine(line, query.workspaceId);
      if (matches(entry)) yield { ...entry, previous };
      previous = entry.hash;
    }
  }
  for (const entry of recent) {
    if (file && entry.seq <= file.seq) continue; // Moved between the two looks.
    if (matches(entry)) yield { ...entry, previous };
    previous = entry.hash;
  }
}

/** The first `bytes` bytes of a file, line by line. */
export async function* lines(file: string, bytes: number): AsyncGenerator<string> {
  const handle = await open(file, 'r');
  try {
    let rest = Buffer.alloc(0);
    for (let at = 0; at < bytes;) {
      const block = Buffer.alloc(Math.min(BLOCK_BYTES, bytes - at));
      const { bytesRead } = await handle.read(block, 0, block.length, at);
      if (bytesRead === 0) break;
      at += bytesRead;
      const whole = Buffer.concat([rest, block.subarray(0, bytesRead)]);
      const end = whole.lastIndexOf(NEWLINE) + 1;
      if (end > 0) yield* whole.toString('utf8', 0, end - 1).split('\n');
      rest = whole.subarray(end);
    }
    if (rest.length > 0) yield rest.toString('utf8');
  } finally {
    await handle.close();
  }
}

/** Last line first; with `word`, blocks in which it does not occur are passed over. */
async function* linesBackwards(file: string, bytes: number, word = ''): AsyncGenerator<string> {
  const handle = await open(file, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (let end = bytes; end > 0;) {
      const start = Math.max(0, end - BLOCK_BYTES);
      const block = Buffer.alloc(end - start);
      await handle.read(block, 0, block.length, start);
      const whole = Buffer.concat([block, rest]);
      // The first line may have begun in the block before, unless there is none.
      const newline = whole.indexOf(NEWLINE);
      const first = start === 0 ? 0 : newline < 0 ? whole.length : newline + 1;
      if (whole.includes(word, first)) {
        const complete = whole.toString('utf8', first).split('\n').reverse();
        for (const line of complete) if (line.includes(word) && line !== '') yield line;
      }
      rest = whole.subarray(0, first);
      end = start;
    }
  } finally {
    await handle.close();
  }
}

function matcher({ from, to, events, by, subject }: AuditQuery): (entry: AuditEntry) => boolean {
  return (entry) =>
    (from === undefined || entry.at >= from) &&
    (to === undefined || entry.at < to) &&
    (events === undefined || events.some((event) => entry.event === event || entry.event.startsWith(`${event}.`))) &&
    (by === undefined || entry.by === by) &&
    (subject === undefined || entry.subject === subject);
}
