/**
 * The tests of a file that are one day at one counter, each going on where the one before it ended. After one that failed the
 * rest has nothing to stand on: each would wait out its time, and say nothing but that.
 */
import { afterEach, beforeEach } from 'vitest';

export function oneStory(): void {
  let broken = '';
  beforeEach(({ skip }) => skip(broken !== '', `nothing to go on from: failed before, ${broken}`));
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') broken ||= task.name;
  });
}
