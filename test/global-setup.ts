/**
 * Builds dist/ once before a test run, for the tests that start the built programs. A failed build does not stop the
 * run: dist/ is then empty and test/setup/build.test.ts says why.
 */
import { build, describeBuild } from '../agent/cli/build.mjs';

export async function setup(): Promise<void> {
  const result = await build();
  if (result.built.length > 0 || result.errors.length > 0) console.log(describeBuild(result));
}
