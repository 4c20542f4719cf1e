/** A data folder as of a relay that has run for a while: half of its approvals wait, half are decided. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { openLowdbStore } from '../relay/store/lowdb.js';
import { approval } from '../test/relay/store/records.js';

const A_TRANSACTION = 1_000;

/** Gives the folder. */
export async function preload(count: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-bench-'));
  const store = await openLowdbStore({ folder, log: pino({ level: 'silent' }) });
  for (let start = 0; start < count; start += A_TRANSACTION) {
    await store.transaction(async (tx) => {
      for (let index = start; index < Math.min(count, start + A_TRANSACTION); index += 1)
        tx.put('approvals', stored(index));
    });
  }
  await store.close();
  return folder;
}

function stored(index: number): ReturnType<typeof approval> {
  const isDecided = index % 2 === 0;
  const createdAt = new Date(Date.parse('2026-01-01T00:00:00Z') + index * 1_000).toISOString();
  return approval({
    id: `req_preloaded${index}`,
    workspaceId: 'ws_preloaded',
    createdAt,
    expiresAt: '2099-01-01T00:00:00.000Z',
    summary: `Refund ${index}.00 EUR to customer${index}@example.com`,
    justification: 'The parcel arrived with a broken screen. '.repeat(10),
    details: { ticketId: String(index), amount: `${index}.00`, currency: 'EUR', note: 'x'.repeat(300) },
    ...(isDecided && { status: 'APPROVED', decidedAt: createdAt, decidedBy: 'alice@example.com' }),
  });
}
