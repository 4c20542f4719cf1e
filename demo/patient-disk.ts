/** A disk that collects what is written and syncs once at the end: for data that can be made anew if the power fails. */
import type { FileHandle } from 'node:fs/promises';
import { realDisk, type Disk } from '../relay/store/journal-file.js';

const CHUNK_BYTES = 4 * 1024 * 1024;

export function patientDisk(): Disk & { flush(): Promise<void> } {
  let file: FileHandle | undefined;
  let waiting: Buffer[] = [];
  let bytes = 0;
  const write = async (): Promise<void> => {
    const all = Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
    if (file) await realDisk.append(file, all);
  };
  return {
    async append(handle, more) {
      file = handle;
      waiting.push(more);
      bytes += more.length;
      if (bytes >= CHUNK_BYTES) await write();
    },
    sync: async () => undefined,
    async flush() {
      await write();
      if (file) await realDisk.sync(file);
    },
  };
}
