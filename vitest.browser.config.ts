import { defineConfig } from 'vitest/config';

// Pages are drawn as they are served; see vitest.config.ts.
process.env['NODE_ENV'] = 'production';

/** Tests in a real Chromium; scripts/test.ts finds one and names it in CHROMIUM. */
export default defineConfig({
  test: {
    // Walks through the examples, and looks at every page of the console, belong to the long drills.
    include: process.env['DEEP'] === '1' ? ['test/browser/{long,walks}/*.browser.ts'] : ['test/browser/*.browser.ts'],
    globalSetup: ['server/platform/testing/global-setup.ts'],
    pool: 'threads',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What is waited for comes within moments; on a busy machine it may take seconds, and a test that waits says nothing about speed.
    expect: { poll: { timeout: 20_000, interval: 20 } },
  },
});
