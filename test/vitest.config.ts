import '../gateway/require-node.js';
import { createRequire } from 'node:module';
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { LongestFirst } from './support/longest-first.ts';

// Vite would take graphql's .mjs build where @apollo/subgraph requires the CommonJS one, and graphql refuses to be two.
const resolve = { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] };

/**
 * These files have a process each. All others share two processes with the files of their project (`projects` below), one after
 * another: what a process has once, and what modules keep, is there for the files that follow. So a test leaves the environment,
 * timers, globals and listeners as it found them, and stops what it started. Where it cannot, or where it measures such a thing
 * (the tracer, memory, the clock), its file stands here; so do those that wait for programs most of their time.
 * One file: `npm test -- test/kit/paging.test.ts`. One room: `npm test -- test/kit/`.
 */
const alone = [
  'test/{differential,guides,plans,start}/**/*.test.ts',
  'test/gateway/{http-compression,secrecy-telemetry,tracing}.test.ts',
  'test/kit/extract-source.test.ts',
];
const gateway = ['test/{contracts,gateway,operations}/**/*.test.ts'];
const data = ['test/{data-quality,kit,population,population-register}/**/*.test.ts'];

const files = (
  name: string,
  include: string[],
  exclude: string[],
  isolate: boolean,
): TestProjectInlineConfiguration => ({
  resolve,
  test: {
    name,
    include,
    // A project's own list takes the place of Vitest's, and the peers of the benches have tests in their packages.
    exclude: [...configDefaults.exclude, ...exclude],
    isolate,
    env: { APOLLO_TELEMETRY_DISABLED: 'true' },
    // Bounds what hangs, and nothing else: what takes ten seconds takes a minute and more where others use the processors too.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

export default defineConfig({
  resolve,
  test: {
    globalSetup: 'test/support/global-setup.ts',
    // Vitest leaves a core free, of two that is half the machine.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // A file of a process of its own loads the whole gateway anew, which takes a second; one process for all of them would keep what
    // each leaves behind.
    projects: [
      files('alone', alone, [], true),
      files('gateway', gateway, alone, false),
      files('data', data, alone, false),
      files('others', ['test/**/*.test.ts'], [...alone, ...gateway, ...data], false),
    ],
  },
});
