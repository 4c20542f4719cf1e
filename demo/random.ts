/** Chance that falls the same way each time, so that two demos tell the same story. */
export interface Random {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  isLikely(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** The first ones far more often than the last ones: a few customers write again and again. */
  pickSkewed<T>(from: readonly T[]): T;
}

/** mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function createRandom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const at = <T>(from: readonly T[], part: number): T => from[Math.floor(part * from.length)] as T;
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    isLikely: (probability) => next() < probability,
    pick: (from) => at(from, next()),
    pickSkewed: (from) => at(from, next() ** 3),
  };
}
