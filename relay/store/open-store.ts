import path from 'node:path';
import type { Logger } from 'pino';
import { openLowdbStore } from './lowdb.js';
import type { Store } from './store.js';

/** The store that the settings ask for: so far the embedded one, in the data folder. */
export function openStore({ dataDir, log }: { dataDir: string; log: Logger }): Promise<Store> {
  return openLowdbStore({ folder: path.resolve(dataDir), log });
}
