/** Every hour, forgets what has been kept long enough. What exactly that is, is for each kind of record to say. */
import type { Clock } from '../clock.js';

const EVERY_MS = 3_600_000;

/** Goes on until nothing old is left, or until `isStopped`. */
export type Forget = (isStopped: () => boolean) => Promise<void>;

interface RetentionDeps {
  clock: Clock;
  kinds: Forget[];
  onError: (error: unknown) => void;
}

export function createRetention({ clock, kinds, onError }: RetentionDeps) {
  let cancel = (): void => undefined;
  let running: Promise<unknown> = Promise.resolve();
  let stopped = true;

  return {
    start(): void {
      stopped = false;
      tick();
    },
    async stop(): Promise<void> {
      stopped = true;
      cancel();
      await running;
    },
  };

  function tick(): void {
    running = Promise.all(kinds.map((forget) => forget(() => stopped).catch(onError)));
    cancel = clock.at(new Date(clock.now().getTime() + EVERY_MS), () => {
      if (!stopped) tick();
    });
  }
}
