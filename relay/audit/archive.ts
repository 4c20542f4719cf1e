/**
 * Moves what is old in the audit out of memory, to a file of its own for each workspace. The file counts only as far as
 * the journal says it does, and the journal says so only when it has been synced; so a crash at any moment loses nothing.
 */
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { AuditEntry, AuditFile } from '../store/records.js';
import type { Store } from '../store/store.js';
import { writeLine } from './line.js';

/** Entries of a workspace that are in memory before some move, and how many stay. */
const MOVE_AT = 6_000;
const KEEP = 2_000;

export interface ArchiveDeps {
  store: Store;
  /** Where the files are. */
  folder: string;
  onError: (error: unknown) => void;
  moveAt?: number;
  keep?: number;
}

export function createArchive({ store, folder, onError, moveAt = MOVE_AT, keep = KEEP }: ArchiveDeps) {
  const recent = new Map<string, number>();
  let running: Promise<void> = Promise.resolve();
  let unsubscribe = (): void => undefined;
  let stopped = true;

  return {
    async start(): Promise<void> {
      stopped = false;
      unsubscribe = store.onCommit((changes) => {
        for (const { collection, record } of changes)
          if (collection === 'audit') count((record as AuditEntry).workspaceId, 1);
      });
      for (const { id } of await store.list('workspaces')) count(id, (await store.recentAudit(id)).length);
    },
    async stop(): Promise<void> {
      stopped = true;
      unsubscribe();
      await running;
    },
    /** Resolves when what was to be moved has been. */
    idle: () => running,
  };

  function count(workspaceId: string, more: number): void {
    const now = (recent.get(workspaceId) ?? 0) + more;
    recent.set(workspaceId, now);
    if (now < moveAt || stopped) return;
    recent.set(workspaceId, 0);
    running = running.then(() => move(workspaceId)).catch(onError);
  }

  async function move(workspaceId: string): Promise<void> {
    const entries = await store.recentAudit(workspaceId);
    const moving = entries.slice(0, Math.max(0, entries.length - keep));
    const last = moving.at(-1);
    if (!last) return;
    const before = await store.get('auditFiles', workspaceId);
    const bytes = await append(fileOf(folder, workspaceId), before?.bytes ?? 0, moving.map(writeLine).join(''));
    const { seq, hash } = last;
    await store.transaction(async (tx) =>
      tx.put('auditFiles', { id: workspaceId, workspaceId, seq, hash, bytes } satisfies AuditFile),
    );
    recent.set(workspaceId, (recent.get(workspaceId) ?? 0) + entries.length - moving.length);
  }
}

export function fileOf(folder: string, workspaceId: string): string {
  return path.join(folder, `${workspaceId}.ndjson`);
}

/** Writes after the first `start` bytes, over whatever a crash has left there, and gives where it ends. */
async function append(file: string, start: number, text: string): Promise<number> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, start === 0 ? 'w' : 'r+', 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;)
      written += (await handle.write(bytes, written, bytes.length - written, start + written)).bytesWritten;
    await handle.truncate(start + bytes.length);
    await handle.sync();
    return start + bytes.length;
  } finally {
    await handle.close();
  }
}
