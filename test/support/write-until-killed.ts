/** Run as a process of its own: saves approvals as fast as it can and prints the id of each that was acknowledged. */
import { pino } from 'pino';
import { openLowdbStore } from '../../relay/store/lowdb.js';
import { approval } from '../relay/store/records.js';

void (async () => {
  const store = await openLowdbStore({ folder: process.argv[2]!, log: pino({ level: 'silent' }) });
  const write = async (lane: number): Promise<void> => {
    for (let index = 0; ; index += 1) {
      const id = `req_${lane}_${index}`;
      await store.transaction(async (tx) => tx.put('approvals', approval({ id })));
      process.stdout.write(`${id}\n`);
    }
  };
  await Promise.all([0, 1, 2, 3].map(write));
})();
