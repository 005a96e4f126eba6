/** Any session of the library, recorded at its byte seams in virtual time, comes again: killed, cut, full, jumped and all. */
import { describe, expect, it } from 'vitest';
import { ledgerIn } from '../../agent/cli/sim/recordings.ts';
import { replay } from '../../simulator/replay/replay.ts';
import { recordedLives, virtualStories } from './recorded-lives.ts';

describe('a session of the library, recorded', () => {
  it.each(virtualStories())('%s comes again with the same money and states', async (_name, scenario) => {
    const lives = await recordedLives(scenario);
    const entries = lives.flat();
    expect(await replay(entries, { open: ledgerIn })).toEqual({
      ...{ steps: entries.length, lives: lives.length, failure: null },
    });
  });
});
