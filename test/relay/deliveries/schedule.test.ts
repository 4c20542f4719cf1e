import fc from 'fast-check';
import { nextAttempt, quickDelayMs, retryAfterMs } from '../../../relay/deliveries/schedule.js';

const now = new Date('2026-03-02T09:00:00.000Z');
const secondsAfter = (failures: number, random = 0.5, retryAfter = 0) => {
  const next = nextAttempt(failures, now, () => random, retryAfter);
  return next && (next.getTime() - now.getTime()) / 1000;
};

test('deliveries are repeated after 5 s, 30 s, 2 m … 24 h, and then given up', () => {
  const hour = 3600;
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((failures) => secondsAfter(failures))).toEqual([
    5,
    30,
    120,
    600,
    1800,
    2 * hour,
    5 * hour,
    10 * hour,
    14 * hour,
    20 * hour,
    24 * hour,
    undefined,
  ]);
});

test('no delay is further than a tenth from its place', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 11 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const middle = secondsAfter(failures)!;
      expect(Math.abs(secondsAfter(failures, random)! - middle)).toBeLessThanOrEqual(middle * 0.1 + 0.001);
    }),
  );
});

test('a receiver that asks for more time gets it, and one that asks for less does not hurry the relay', () => {
  expect(secondsAfter(1, 0.5, 90_000)).toBe(90);
  expect(secondsAfter(2, 0.5, 1_000)).toBe(30);
});

test.each([
  ['120', 120_000],
  ['Mon, 02 Mar 2026 09:01:00 GMT', 60_000],
  ['Mon, 02 Mar 2020 09:01:00 GMT', 0],
  ['99999999', 24 * 3_600_000],
  ['-5', 0],
  ['soon', 0],
  [undefined, 0],
])('Retry-After %s is %d ms', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});

test('n8n, which is nearly ready, is asked again at once and then every second for a while', () => {
  expect(quickDelayMs(1)).toBeLessThanOrEqual(50);
  expect(quickDelayMs(10)).toBe(1_000);
  expect(quickDelayMs(15)).toBeUndefined();
});
