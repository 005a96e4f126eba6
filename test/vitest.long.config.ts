/**
 * The long run: kills, fuzz and machines set up from nothing (`*.long.test.ts`), and every property test again with a
 * seed nobody has tried. The seed is printed first, so that what it finds can be had again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { CountReporter } from './count-reporter.ts';
import { RANDOM_SEED, seedFrom } from './seed.ts';

const root = new URL('..', import.meta.url).pathname;
const seed = seedFrom(process.env['TONGXING_SEED'], RANDOM_SEED);

export default defineConfig({
  test: {
    root,
    include: ['test/**/*.long.test.ts', ...propertyTests()],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/property-seed.ts'],
    env: { TONGXING_SEED: String(seed) },
    reporters: ['default', new CountReporter(`seed ${seed}: again with TONGXING_SEED=${seed} npm run test:long`)],
    pool: 'forks',
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});

function propertyTests(): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => join('test', file))
    .filter(
      (file) => file.endsWith('.test.ts') && readFileSync(join(root, file), 'utf8').includes(`from 'fast-check'`),
    );
}
