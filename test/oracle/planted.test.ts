import { describe, expect, it } from 'vitest';
import { runWorld } from '../../simulator/world/world.ts';
import { ground } from '../simulation/ground.ts';
import { BUGS, planOf } from './bugs.ts';
import { edited, planted } from './planted.ts';

describe('the oracles see a planted bug', () => {
  for (const bug of BUGS)
    it(`${bug.name}: seen under seed ${bug.seed}, and not seen where it is not`, { timeout: 60_000 }, async () => {
      const plan = planOf(bug);
      const seen = (violations: readonly string[]) => violations.filter((one) => bug.seen.test(one));
      const world = await planted(bug.name, bug.edits);
      expect(seen((await world.runWorld(plan, world.ground())).violations)).not.toEqual([]);
      expect(seen((await runWorld(plan, ground())).violations)).toEqual([]);
    });

  it('does not take a change for planted that fits nowhere, or twice', () => {
    const change = { file: 'a.ts', find: 'x = 1', put: 'x = 2' };
    expect(edited('x = 1;', [change])).toBe('x = 2;');
    expect(() => edited('y = 1;', [change])).toThrow('0 times');
    expect(() => edited('x = 1; x = 1;', [change])).toThrow('2 times');
  });
});
