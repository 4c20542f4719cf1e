import type { Clock } from '../clock.js';

export type Pauses = ReturnType<typeof createPauses>;

/** Short waits that a stop can end at once. */
export function createPauses(clock: Clock) {
  const ends = new Set<() => void>();
  return {
    async pause(ms: number): Promise<void> {
      await new Promise<void>((resolve) => {
        const end = (): void => {
          cancel();
          ends.delete(end);
          resolve();
        };
        const cancel = clock.at(new Date(clock.now().getTime() + ms), end);
        ends.add(end);
      });
    },
    endAll(): void {
      for (const end of [...ends]) end();
    },
  };
}
