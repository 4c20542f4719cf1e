/** The embedded store: what every store does, and what a disk can do to it. */
import { spawn } from 'node:child_process';
import { appendFile, cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { realDisk, type Disk } from '../../../relay/store/journal-file.js';
import { openLowdbStore } from '../../../relay/store/lowdb.js';
import type { Store } from '../../../relay/store/store.js';
import { describeStore } from './describe-store.js';
import { approval } from './records.js';

const silent = pino({ level: 'silent' });
const newFolder = () => mkdtemp(path.join(tmpdir(), 'countersign-store-'));
const journalOf = (folder: string) => path.join(folder, 'journal.ndjson');

describeStore('the embedded store', async () => {
  const folder = await newFolder();
  return {
    open: () => openLowdbStore({ folder, log: silent }),
    clear: () => rm(folder, { recursive: true, force: true }),
  };
});

describe('the journal', () => {
  let folder: string;
  const open: Store[] = [];

  beforeEach(async () => {
    folder = await newFolder();
  });
  afterEach(async () => {
    for (const store of open.splice(0)) await store.close().catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  });

  async function start(options: { disk?: Disk; compactAtLeast?: number; log?: pino.Logger; folder?: string } = {}) {
    const store = await openLowdbStore({ folder, log: silent, ...options });
    open.push(store);
    return store;
  }
  const put = (store: Store, id: string, more: object = {}) =>
    store.transaction(async (tx) => tx.put('approvals', approval({ id, ...more })));
  const ids = async (store: Store) =>
    (await store.listApprovals({ workspaceId: 'ws_1', sort: 'newest', limit: 10_000 })).items
      .map(({ id }) => id)
      .sort();

  /** A log that remembers its warnings. */
  function listening() {
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    return { log, lines };
  }

  test('mends a last record that a power cut has torn, and says so', async () => {
    const store = await start();
    await put(store, 'req_1');
    await store.close();
    const whole = await readFile(journalOf(folder));
    await appendFile(journalOf(folder), '[["approvals","req_2",{"id":"req_2","sta');
    const { log, lines } = listening();
    const again = await start({ log });
    expect(await ids(again)).toEqual(['req_1']);
    expect(lines.join()).toContain('torn by a power cut');
    expect(await readFile(journalOf(folder))).toEqual(whole);
  });

  test('at every length at which it can be torn keeps exactly the transactions that were whole', async () => {
    const store = await start();
    for (const id of ['req_1', 'req_2', 'req_3']) await put(store, id, { summary: `Grüße an ${id}` });
    await store.close();
    const whole = await readFile(journalOf(folder));
    const ends = [...whole.keys()].filter((index) => whole[index] === 0x0a);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: ends[0]! + 1, max: whole.length }), async (length) => {
        await writeFile(journalOf(folder), whole.subarray(0, length));
        const again = await openLowdbStore({ folder, log: silent });
        const kept = await ids(again);
        await again.close();
        expect(kept).toHaveLength(ends.slice(1).filter((end) => end < length).length);
      }),
      { numRuns: 60 },
    );
  });

  test('does not guess at a damaged record with others after it', async () => {
    const store = await start();
    for (const id of ['req_1', 'req_2', 'req_3']) await put(store, id);
    await store.close();
    const lines = (await readFile(journalOf(folder), 'utf8')).split('\n');
    lines[2] = lines[2]!.slice(0, 40);
    await writeFile(journalOf(folder), lines.join('\n'));
    await expect(start()).rejects.toThrow(/journal\.ndjson, line 3: this record is damaged/);
  });

  test('of a newer version, or of something else, is left alone', async () => {
    await writeFile(journalOf(folder), '{"format":"countersign-journal","version":99}\n');
    await expect(start()).rejects.toThrow('newer version');
    await writeFile(journalOf(folder), '{"name":"package.json"}\n');
    await expect(start()).rejects.toThrow('is not a Countersign journal');
  });

  test('is one process’s alone, until that process has died', async () => {
    await start();
    await expect(openLowdbStore({ folder, log: silent })).rejects.toThrow(/Another relay \(process \d+\) uses/);
    const other = await newFolder();
    await writeFile(path.join(other, 'lock'), JSON.stringify({ pid: 2 ** 22 - 1, began: '1' }));
    const store = await openLowdbStore({ folder: other, log: silent });
    await store.close();
    // The same number, but another process than the one that wrote it.
    await writeFile(path.join(other, 'lock'), JSON.stringify({ pid: process.ppid, began: 'long ago' }));
    await (await openLowdbStore({ folder: other, log: silent })).close();
    await rm(other, { recursive: true });
  });

  test('acknowledges nothing that the disk has not taken, and then takes no more', async () => {
    let isFull = false;
    const disk: Disk = {
      append: (file, bytes) => realDisk.append(file, bytes),
      sync: (file) => (isFull ? Promise.reject(new Error('ENOSPC')) : realDisk.sync(file)),
    };
    const store = await start({ disk });
    await put(store, 'req_1');
    isFull = true;
    await expect(put(store, 'req_2')).rejects.toMatchObject({ status: 503 });
    isFull = false;
    await expect(put(store, 'req_3')).rejects.toMatchObject({ status: 503 });
    await expect(store.check()).rejects.toMatchObject({ status: 503 });
    expect(await ids(store)).toEqual(['req_1']);
  });

  test('lets many requests share one sync', async () => {
    let syncs = 0;
    const disk: Disk = { ...realDisk, sync: (file) => ((syncs += 1), realDisk.sync(file)) };
    const store = await start({ disk });
    await Promise.all(Array.from({ length: 200 }, (_, index) => put(store, `req_${index}`)));
    expect(syncs).toBeLessThan(50);
    expect(await ids(store)).toHaveLength(200);
  });

  test('writes as much for one approval with thousands stored as with none', async () => {
    let bytes = 0;
    const disk: Disk = {
      ...realDisk,
      append: (file, buffer) => ((bytes += buffer.length), realDisk.append(file, buffer)),
    };
    const store = await start({ disk });
    const cost = async (id: string) => {
      const before = bytes;
      await put(store, id);
      return bytes - before;
    };
    const first = await cost('req_00000');
    await Promise.all(Array.from({ length: 5000 }, (_, index) => put(store, `req_${10_000 + index}`)));
    expect(await cost('req_00001')).toBe(first);
  });

  test('is compacted while transactions go on, and loses none of them', async () => {
    const store = await start({ compactAtLeast: 500 });
    for (let round = 0; round < 40; round += 1) {
      await Promise.all(Array.from({ length: 50 }, (_, index) => put(store, `req_${index}`, { metadata: { round } })));
    }
    await put(store, 'req_last');
    await store.close();
    const lines = (await readFile(journalOf(folder), 'utf8')).split('\n').length;
    expect(lines).toBeLessThan(1000);
    const again = await start();
    expect(await ids(again)).toHaveLength(51);
    for (let index = 0; index < 50; index += 1)
      expect((await again.get('approvals', `req_${index}`))!.metadata).toEqual({ round: 39 });
  });

  test('copied while the relay writes is a good backup', async () => {
    const store = await start();
    const writing = (async () => {
      for (let index = 0; index < 300; index += 1) await put(store, `req_${index}`);
    })();
    await put(store, 'req_before');
    const backup = await newFolder();
    await cp(journalOf(folder), journalOf(backup));
    await writing;
    expect(await ids(await start({ folder: backup }))).toContain('req_before');
  });

  test('holds every acknowledged transaction when the process is killed', async () => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', path.resolve(__dirname, '../../support/write-until-killed.ts'), folder],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const acknowledged: string[] = [];
    await new Promise<void>((resolve) => {
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const lines = text.split('\n');
        text = lines.pop()!;
        acknowledged.push(...lines);
        if (acknowledged.length > 200) child.kill('SIGKILL');
      });
      child.once('close', () => resolve());
    });
    expect(acknowledged.length).toBeGreaterThan(200);
    const store = await start();
    const kept = new Set(await ids(store));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  }, 30_000);

  test('is readable by its owner alone', async () => {
    await put(await start(), 'req_1');
    expect((await stat(journalOf(folder))).mode & 0o077).toBe(0);
  });
});
