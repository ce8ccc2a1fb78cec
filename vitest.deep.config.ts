import { defineConfig } from 'vitest/config';

/** Long drills: kills, corpora, many processes. One file at a time, because they load the machine on purpose. */
export default defineConfig({
  test: {
    include: ['{server,common,web,scripts,test,examples}/**/*.deep.ts'],
    globalSetup: ['server/platform/testing/global-setup.ts'],
    pool: 'threads',
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // What is waited for comes within moments; on a busy machine it may take seconds, and a test that waits says nothing about speed.
    expect: { poll: { timeout: 20_000, interval: 20 } },
  },
});
