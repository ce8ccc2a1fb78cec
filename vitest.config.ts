import { defineConfig } from 'vitest/config';

/** Unit and flow tests. Long drills are `*.deep.ts`, browser tests `*.browser.ts`; scripts/test.ts chooses. */
export default defineConfig({
  test: {
    include: ['{server,common,web,scripts,test,examples,client}/**/*.test.ts', '{server,common,web,scripts,test}/**/*.test.tsx'],
    globalSetup: ['server/platform/testing/global-setup.ts'],
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
