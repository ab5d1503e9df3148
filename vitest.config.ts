import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'conformance/**/*.test.ts', 'bench/**/*.test.ts'],
    pool: 'threads',
    isolate: false,
    globalSetup: ['packages/console/build.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
