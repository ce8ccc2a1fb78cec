import { defineConfig } from 'vitest/config';

// React chooses by it which half of itself to load: pages are tested as they are served, and drawn in a third less time.
process.env['NODE_ENV'] = 'production';

/**
 * Unit and flow tests. Long drills are `*.deep.ts`, browser tests `*.browser.ts`; scripts/test.ts chooses. Files share the modules that they
 * import (`isolate: false`), because loading the product takes longer than most files take: a test leaves modules, globals and the
 * environment as it found them.
 */
export default defineConfig({
  test: {
    include: ['{server,common,web,scripts,test,examples,client}/**/*.test.ts', '{server,common,web,scripts,test}/**/*.test.tsx'],
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
