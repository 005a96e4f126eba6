/**
 * Ends a run with one plain line, "N passed, N failed" (", N skipped" where there are any), after everything vitest
 * prints, so that a script can read it. A file that cannot be read and an error outside any test count as failed.
 */
import type { Reporter, SerializedError, TestModule, TestRunEndReason, Vitest } from 'vitest/node';

export class CountReporter implements Reporter {
  readonly #opening: string | undefined;

  /** `opening` is printed before the run. */
  constructor(opening?: string) {
    this.#opening = opening;
  }

  onInit(vitest: Vitest): void {
    if (this.#opening !== undefined) vitest.logger.log(this.#opening);
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[], reason: TestRunEndReason): void {
    const line = countLine(modules, errors.length, reason);
    process.once('exit', () => console.log(line));
  }
}

export function countLine(modules: readonly TestModule[], strayErrors: number, reason: TestRunEndReason): string {
  let passed = 0;
  let failed = strayErrors;
  let skipped = 0;
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'passed') passed++;
      else if (state === 'failed') failed++;
      else skipped++;
    }
    // Errors of the file itself or of its hooks belong to no test.
    failed += module.errors().length;
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
  }
  if (failed === 0 && reason !== 'passed') failed = 1;
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
