import { base } from '../../jest.config.mjs';

/** A real n8n, a real relay process, a real browser. One suite at a time: each has a whole n8n to itself. */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  globalSetup: '<rootDir>/test/e2e/support/prepare.ts',
  maxWorkers: 1,
  testTimeout: 180_000,
  // A suite that fails half way must not keep its n8n and relay alive for ever.
  forceExit: true,
};
