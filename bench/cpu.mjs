/**
 * Loaded before a contestant: says, when asked, how many microseconds of processor time its process has taken, and how many
 * of them its main thread, which is what limits it when processors are free.
 */
import { readFileSync } from 'node:fs';

process.on('message', (message) => {
  if (message !== 'cpu') return;
  const { user, system } = process.cpuUsage();
  process.send({ cpuMicros: user + system, mainMicros: mainMicros() ?? user + system });
});
process.channel?.unref();

/** Undefined where the system does not say. */
function mainMicros() {
  const usage = process.threadCpuUsage?.();
  if (usage) return usage.user + usage.system;
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1_000;
  } catch {
    return undefined;
  }
}
