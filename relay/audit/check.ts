/** Goes along the chain of every workspace in a data folder, from the first entry to the last. Changes nothing there. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { StartupError } from '../errors.js';
import { entryHash, NO_ENTRIES, type AuditHead } from '../store/audit-chain.js';
import { checkHeader, readTransaction } from '../store/journal-file.js';
import type { AuditEntry, AuditFile } from '../store/records.js';
import { fileOf } from './archive.js';
import { readLine } from './line.js';
import { lines } from './read.js';

export interface Checked {
  workspaceId: string;
  /** How many entries are good, and where the good part ends. */
  head: AuditHead;
  /** The first that is not, in words; null when the chain is whole. */
  broken: { where: string; why: string } | null;
  /** Whether one of the good entries has the hash that was asked for. */
  holds: boolean;
}

interface Found {
  file?: AuditFile;
  entries: Array<{ entry: AuditEntry; where: string }>;
}

/** `hash` is that of an entry which must still be there, as an earlier check or export has told it. */
export async function checkAudit(dataDir: string, hash?: string): Promise<Checked[]> {
  const folder = path.join(dataDir, 'audit');
  const found = await readJournal(path.join(dataDir, 'journal.ndjson'));
  const checked: Checked[] = [];
  for (const [workspaceId, { file, entries }] of found) {
    const chain = follow(workspaceId, hash);
    let broken: Checked['broken'] = null;
    if (file) broken = await checkFile(fileOf(folder, workspaceId), file, chain);
    for (const { entry, where } of entries) broken ??= chain.next(entry, where);
    checked.push({ workspaceId, head: chain.head(), broken, holds: chain.holds() });
  }
  return checked;
}

function follow(workspaceId: string, wanted: string | undefined) {
  let head = NO_ENTRIES;
  let holds = false;
  return {
    head: () => head,
    holds: () => holds,
    /** What is wrong with the entry, or null. */
    next(entry: AuditEntry, where: string): Checked['broken'] {
      const place = `${where}, entry ${entry.seq}`;
      if (entry.workspaceId !== workspaceId) return { where: place, why: 'It belongs to another workspace.' };
      if (entry.seq !== head.seq + 1)
        return { where: place, why: `Entry ${head.seq + 1} should be here: something was taken out, added or moved.` };
      if (entryHash(head.hash, entry) !== entry.hash)
        return { where: place, why: 'Its hash does not fit: it, or the entry before it, was changed.' };
      head = { seq: entry.seq, hash: entry.hash };
      holds ||= entry.hash === wanted;
      return null;
    },
  };
}

async function checkFile(name: string, file: AuditFile, chain: ReturnType<typeof follow>): Promise<Checked['broken']> {
  const size = await stat(name).then(
    (stats) => stats.size,
    () => -1,
  );
  if (size < file.bytes) return { where: name, why: size < 0 ? 'The file is missing.' : 'The file was cut short.' };
  let number = 0;
  for await (const line of lines(name, file.bytes)) {
    number += 1;
    const where = `${name}, line ${number}`;
    let entry: AuditEntry;
    try {
      entry = readLine(line, file.workspaceId);
    } catch {
      return { where, why: 'This line cannot be read.' };
    }
    const broken = chain.next(entry, where);
    if (broken) return broken;
  }
  const { seq, hash } = chain.head();
  return seq === file.seq && hash === file.hash
    ? null
    : { where: name, why: `It ends with entry ${seq}; the journal says that it ends with entry ${file.seq}.` };
}

/** What the journal holds of the audit. A last line that is torn was never acknowledged and does not count. */
async function readJournal(journal: string): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const of = (workspaceId: string): Found => {
    const known = found.get(workspaceId) ?? { entries: [] };
    found.set(workspaceId, known);
    return known;
  };
  const size = await stat(journal).then(
    (stats) => stats.size,
    () => {
      throw new StartupError(`There is no journal at ${journal}. Give the relay's data folder.`);
    },
  );
  let number = 0;
  let unreadable: number | undefined;
  for await (const line of lines(journal, size)) {
    number += 1;
    if (number === 1) {
      checkHeader(line, journal);
      continue;
    }
    if (unreadable !== undefined)
      throw new StartupError(`${journal}, line ${unreadable}: this record is damaged, and more follow it.`);
    let changes;
    try {
      changes = readTransaction(line);
    } catch {
      unreadable = number;
      continue;
    }
    for (const { collection, id, record } of changes) {
      if (collection === 'audit' && record)
        of((record as AuditEntry).workspaceId).entries.push({
          entry: record as AuditEntry,
          where: `${journal}, line ${number}`,
        });
      if (collection === 'auditFiles' && record) {
        const mine = of(id);
        mine.file = record as AuditFile;
        mine.entries = mine.entries.filter(({ entry }) => entry.seq > (record as AuditFile).seq);
      }
    }
  }
  return found;
}
