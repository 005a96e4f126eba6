import { describe, expect, it } from 'vitest';
import { runWorld } from '../../simulator/world/world.ts';
import { ground } from '../simulation/ground.ts';
import { planOf } from './bug.ts';
import { BUGS } from './bugs.ts';
import { GOODS_BUGS } from './goods-bugs.ts';
import { LEDGER_BUGS } from './ledger-bugs.ts';
import { edited, planted } from './planted.ts';
import { VISIT_BUGS } from './visit-bugs.ts';

/** A bug has to be seen within this many days; which of them shows it changes with every change of the system. */
const BUDGET = 60;

describe('the oracles see a planted bug', () => {
  for (const bug of [...BUGS, ...LEDGER_BUGS, ...GOODS_BUGS, ...VISIT_BUGS])
    it(`${bug.name}: seen within ${BUDGET} seeds, and not seen where it is not`, { timeout: 120_000 }, async () => {
      const seen = (violations: readonly string[]) => violations.filter((one) => bug.seen.test(one));
      const world = await planted(bug.name, bug.edits);
      for (let tried = 0; tried < BUDGET; tried += 1) {
        const plan = planOf({ ...bug, seed: bug.seed + tried });
        if (seen((await world.runWorld(plan, world.ground())).violations).length === 0) continue;
        return expect(seen((await runWorld(plan, ground())).violations)).toEqual([]);
      }
      expect.fail(`not seen under seeds ${bug.seed} to ${bug.seed + BUDGET - 1}`);
    });

  it('does not take a change for planted that fits nowhere, or twice', () => {
    const change = { file: 'a.ts', find: 'x = 1', put: 'x = 2' };
    expect(edited('x = 1;', [change])).toBe('x = 2;');
    expect(() => edited('y = 1;', [change])).toThrow('0 times');
    expect(() => edited('x = 1; x = 1;', [change])).toThrow('2 times');
  });
});
