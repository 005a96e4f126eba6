/** The test run: every file under test/ but the long ones, one process a file so that native bindings and servers stay apart. */
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { CountReporter } from './count-reporter.ts';
import { FIXED_SEED, seedFrom } from './seed.ts';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.long.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/property-seed.ts'],
    env: { TONGXING_SEED: String(seedFrom(process.env['TONGXING_SEED'], FIXED_SEED)) },
    reporters: ['default', new CountReporter()],
    pool: 'forks',
    // Two files at once, on two cores too, where one would be the default: most of the time is waiting for processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
