import '../gateway/require-node.js';
import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './support/longest-first.ts';

export default defineConfig({
  // Vite would take graphql's .mjs build where @apollo/subgraph requires the CommonJS one, and graphql refuses to be two.
  resolve: { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    env: { APOLLO_TELEMETRY_DISABLED: 'true' },
    // Bounds what hangs, and nothing else: what takes ten seconds takes a minute and more where others use the processors too.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Vitest leaves a core free, of two that is half the machine.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
