/** Time as an argument, so that a day passes in a test as fast as the test likes. */
export interface Clock {
  now(): Date;
  /** Runs `task` once, at `time` or as soon after it as possible. The function that comes back calls it off. */
  at(time: Date, task: () => void): () => void;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  at(time, task) {
    let timer: NodeJS.Timeout;
    // setTimeout fires at once for anything longer than 24.8 days, so long waits are taken in steps.
    const wait = (): void => {
      const leftMs = time.getTime() - Date.now();
      timer = leftMs > LONGEST_TIMER_MS ? setTimeout(wait, LONGEST_TIMER_MS) : setTimeout(task, Math.max(0, leftMs));
      timer.unref();
    };
    wait();
    return () => clearTimeout(timer);
  },
};
