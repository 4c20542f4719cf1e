/** The audit: what is written down, that nobody can change it unseen, and how it is read and exported. */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkAudit } from '../../../relay/audit/check.js';
import { createArchive } from '../../../relay/audit/archive.js';
import { entryHash } from '../../../relay/store/audit-chain.js';
import { ADMIN, startRelay, stopRelays, type TestRelay } from '../../support/relay.js';

afterEach(stopRelays);

interface Line {
  seq: number;
  at: string;
  event: string;
  by: string | null;
  subject: string | null;
  text: string | null;
  previous: string;
  hash: string;
}

const events = async (relay: TestRelay, query = '') =>
  ((await relay.get(`/api/audit?limit=200${query}`)).body.items as Line[]).map(({ event }) => event).reverse();
const exported = async (relay: TestRelay, query = ''): Promise<Line[]> =>
  ((await relay.get(`/api/audit?format=jsonl${query}`)).body as string)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

/** Everything that a reviewer's day leaves behind. */
async function aDay(relay: TestRelay): Promise<string> {
  const id = await relay.request();
  const alice = await relay.signIn();
  await relay.post(`/api/approvals/${id}/seen`, {}, alice);
  await relay.post(`/api/approvals/${id}/comments`, { text: 'Asked the customer' }, alice);
  const verdict = {
    verdict: 'approve',
    reasonCode: 'within_policy',
    note: 'Half',
    modifiedDetails: { amount: '200.00' },
  };
  await relay.post(`/api/approvals/${id}/decision`, verdict, alice);
  await relay.call('DELETE', '/api/session', undefined, alice);
  return id;
}

describe('the audit', () => {
  test('says who saw and did what, in the order in which it happened', async () => {
    const relay = await startRelay();
    const id = await aDay(relay);
    expect(await events(relay)).toEqual([
      'key.created',
      'approval.requested',
      'session.started',
      'approval.seen',
      'approval.commented',
      'approval.decided',
      'session.ended',
    ]);
    const decided = (await exported(relay, `&event=approval.decided&subject=${id}`))[0]!;
    expect(decided).toMatchObject({ by: ADMIN.email, subject: id });
    expect(decided.text).toBe('APPROVED, within_policy, changed ticketId, requester, amount, currency: Half');
  });

  test('knows of those who were not let in, and of deadlines that decided', async () => {
    const relay = await startRelay();
    await relay.post('/api/session', { email: ADMIN.email, password: 'a wrong password' }, {});
    await relay.post('/api/session', { email: 'mallory@example.com', password: 'a wrong password' }, {});
    const id = await relay.request({ expiresInMinutes: 5 });
    await relay.clock.advance(5 * 60_000);
    const refused = await exported(relay, '&event=session.refused');
    expect(refused.map(({ by }) => by)).toEqual([ADMIN.email, 'mallory@example.com']);
    const expired = await exported(relay, `&subject=${id}&event=approval.expired`);
    expect(expired).toMatchObject([{ by: 'deadline', at: '2026-03-02T09:05:00.000Z' }]);
  });

  test('is one chain a workspace, each entry with the hash of the one before it', async () => {
    const relay = await startRelay();
    const north = await relay.otherWorkspace();
    await Promise.all(Array.from({ length: 20 }, () => relay.request()));
    await relay.request({}, north);
    const lines = await exported(relay);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
    const workspaceId = (await relay.get('/api/me')).body.workspace.id as string;
    let previous = '';
    for (const line of lines) {
      expect(line.previous).toBe(previous);
      expect(line.hash).toBe(entryHash(previous, { ...line, workspaceId }));
      previous = line.hash;
    }
    const other = (await relay.get('/api/audit?format=jsonl', north)).body as string;
    expect(other).toContain('"seq":1,');
    expect(other.match(/approval\.requested/g)).toHaveLength(1);
  });

  test('has nothing of what did not happen', async () => {
    const relay = await startRelay();
    const id = await relay.request();
    await relay.post(`/api/approvals/${id}/decision`, { verdict: 'approve' });
    const before = await events(relay);
    expect((await relay.post(`/api/approvals/${id}/decision`, { verdict: 'reject' })).status).toBe(409);
    expect(await events(relay)).toEqual(before);
  });

  test('goes on after a start, and after a crash, where it was', async () => {
    const relay = await startRelay();
    await aDay(relay);
    const folder = await relay.copyFolder();
    const before = await exported(relay);
    const again = await startRelay({ folder });
    await again.request();
    const lines = await exported(again);
    expect(lines.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    expect(lines.at(-1)!.previous).toBe(lines.at(-2)!.hash);
    expect(await checkAudit(folder)).toMatchObject([{ broken: null }]);
  });

  test('is filtered by time, event, person and subject, and read a page at a time', async () => {
    const relay = await startRelay();
    const id = await aDay(relay);
    await relay.clock.advance(60_000);
    await relay.request();
    expect(await events(relay, '&from=2026-03-02T09:01:00Z')).toEqual(['approval.requested']);
    expect(await events(relay, `&subject=${id}&by=${ADMIN.email}`)).toEqual([
      'approval.seen',
      'approval.commented',
      'approval.decided',
    ]);
    expect(await events(relay, '&event=session,key')).toEqual(['key.created', 'session.started', 'session.ended']);
    const seen: number[] = [];
    for (let before = ''; ;) {
      const { items, nextBefore } = (await relay.get(`/api/audit?limit=3${before}`)).body;
      seen.push(...items.map(({ seq }: Line) => seq));
      if (nextBefore === null) break;
      before = `&before=${nextBefore}`;
    }
    expect(seen).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  test('cannot be read with a key for requests, and its export is written down', async () => {
    const relay = await startRelay();
    const made = await relay.post('/api/keys', { name: 'n8n', scopes: ['request', 'read', 'decide'] });
    expect((await relay.get('/api/audit', { 'x-api-key': made.body.key })).status).toBe(403);
    await relay.get('/api/audit?format=csv');
    expect((await events(relay)).at(-1)).toBe('audit.exported');
  });

  test('as CSV runs nothing in a spreadsheet', async () => {
    const relay = await startRelay();
    for (const summary of ['=1+1', '+1', '-1', '@sum', '\uFF1D1+1', 'say "hi", twice\nthen go'])
      await relay.request({ summary, agentName: '=cmd()' });
    const answer = await relay.get('/api/audit?format=csv&event=approval');
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="audit-2026-03-02.csv"');
    const text = answer.body as string;
    for (const cell of [
      `"'=1+1"`,
      `"'+1"`,
      `"'-1"`,
      `"'@sum"`,
      `"'\uFF1D1+1"`,
      '"say ""hi"", twice\nthen go"',
      `"'=cmd()"`,
    ])
      expect(text).toContain(cell);
    expect(text).not.toMatch(/(^|,)"?[=+@]/m);
  });
});

describe('the check of the audit', () => {
  const journalOf = (folder: string) => path.join(folder, 'journal.ndjson');

  /** The folder of a relay that has stopped, some of its audit in the file and some in the journal. */
  async function stopped() {
    const relay = await startRelay();
    const archive = createArchive({
      store: relay.store,
      folder: path.join(relay.folder, 'audit'),
      onError: fail,
      moveAt: 12,
      keep: 4,
    });
    await archive.start();
    for (let index = 0; index < 30; index += 1) await relay.request({ summary: `Refund ${index}` });
    await archive.idle();
    await archive.stop();
    const folder = await relay.copyFolder();
    const workspaceId = (await relay.get('/api/me')).body.workspace.id as string;
    const lines = await exported(relay);
    await relay.stop();
    return { folder, lines, workspaceId, file: path.join(folder, 'audit', `${workspaceId}.ndjson`) };
  }
  const fail = (error: unknown) => {
    throw error;
  };
  const edit = async (file: string, change: (text: string) => string) =>
    writeFile(file, change(await readFile(file, 'utf8')));

  test('finds a whole chain whole, across the file and the journal', async () => {
    const { folder, lines, file } = await stopped();
    expect((await readFile(file, 'utf8')).split('\n').length).toBeGreaterThan(10);
    const [checked] = await checkAudit(folder, lines[3]!.hash);
    expect(checked).toMatchObject({ broken: null, head: { seq: 31 }, holds: true });
    const relay = await startRelay({ folder });
    expect((await exported(relay)).slice(0, 31)).toEqual(lines.slice(0, 31));
    const { items } = (await relay.get('/api/audit?limit=200')).body;
    expect(items.map(({ seq }: Line) => seq)).toEqual(Array.from({ length: items.length }, (_, i) => items.length - i));
  });

  test.each([
    ['a word that was changed in the file', (text: string) => text.replace('Refund 2"', 'Refund 9"'), 'entry 4'],
    ['a line that was taken out of the file', (text: string) => text.replace(/.*Refund 2".*\n/, ''), 'entry 5'],
    ['two lines that changed places', (text: string) => text.replace(/(.*Refund 2".*\n)(.*\n)/, '$2$1'), 'entry 5'],
    ['a file that was cut short', (text: string) => text.slice(0, -200), 'cut short'],
  ])('names %s', async (_what, change, named) => {
    const { folder, file } = await stopped();
    await edit(file, (text) => {
      const after = change(text);
      expect(after).not.toBe(text);
      // A thief who keeps the length is not spared.
      return named === 'cut short' ? after : after.padEnd(text.length, ' ');
    });
    const broken = (await checkAudit(folder))[0]!.broken!;
    expect(`${broken.where} ${broken.why}`).toContain(named);
  });

  test.each([
    ['changed', (text: string) => text.replaceAll('"text":"Refund 29"', '"text":"Refund 92"')],
    ['taken out', (text: string) => text.replace(/,\["audit","[^"]*",\{[^}]*"text":"Refund 28"[^}]*\}\]/, '')],
    [
      'given another author',
      (text: string) => text.replace(/("event":"approval.requested","by":)"[^"]*"([^}]*Refund 28")/, '$1"eve"$2'),
    ],
  ])('names an entry of the journal that was %s', async (_what, change) => {
    const { folder } = await stopped();
    await edit(journalOf(folder), (text) => {
      const after = change(text);
      expect(after).not.toBe(text);
      return after;
    });
    const broken = (await checkAudit(folder))[0]!.broken!;
    expect(broken.where).toMatch(/journal\.ndjson, line \d+, entry 3\d/);
  });

  test('as a command ends with 0 when all is well, and with 1 and the entry’s name when it is not', async () => {
    const { folder, file, lines } = await stopped();
    const run = (...more: string[]) =>
      spawnSync(process.execPath, ['--import', 'tsx', 'relay/audit/main.ts', folder, ...more], { encoding: 'utf8' });
    const good = run(lines[10]!.hash);
    expect(good.stdout).toContain('31 entries are good');
    expect(good.status).toBe(0);
    expect(run('not-a-hash').status).toBe(1);
    await edit(file, (text) => text.replace('Refund 2"', 'Refund 9"'));
    const bad = run();
    expect(bad.status).toBe(1);
    expect(bad.stdout).toMatch(/BROKEN at .*line 4, entry 4\. Its hash does not fit/);
  }, 30_000);
});
