import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../agent/root.ts';
import { seededRandom } from '../../simulator/time/seeded-random.ts';
import { ALL_FAULTS, drawFaults, drawIncidents, NO_FAULTS } from '../../simulator/world/faults.ts';
import { drawPlan, runWorld } from '../../simulator/world/world.ts';
import { ground } from './ground.ts';

const VISITS = 16;

describe('the world under a seed', () => {
  for (let seed = 1; seed <= 16; seed += 1)
    it(`seed ${seed}: nothing told is lost, nothing is done twice, money is conserved`, async () => {
      const { violations, story } = await runWorld(drawPlan(seed, { visits: VISITS }), ground());
      expect(violations, story.join('\n')).toEqual([]);
    });

  it('without faults serves everybody and settles all of it', async () => {
    const result = await runWorld(drawPlan(1, { visits: VISITS, faults: NO_FAULTS }), ground());
    expect(result.violations).toEqual([]);
    const visits = result.plan.story.filter(({ treatment }) => treatment === null || treatment.givenUp === 'never');
    expect(result.purchases).toBe(visits.length);
  });

  it('gives the same trace for the same seed and another one for another', async () => {
    const run = async (seed: number) => (await runWorld(drawPlan(seed, { visits: VISITS }), ground())).trace;
    const first = await run(77);
    expect(await run(77)).toBe(first);
    expect(await run(78)).not.toBe(first);
  });

  it('gives the same trace in another process, time zone, language and folder, under all faults at once', async () => {
    const { trace } = await runWorld(drawPlan(78, { visits: VISITS, faults: ALL_FAULTS }), ground());
    const command = [
      join(packageRoot(), 'dist/simulate.js'),
      '--seed',
      '78',
      '--visits',
      String(VISITS),
      '--all-faults',
    ];
    const elsewhere = { ...process.env, TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', HOME: '/' };
    const unlike = { cwd: tmpdir(), env: elsewhere };
    const { stdout } = await promisify(execFile)(process.execPath, ['--hash-seed=7', '--no-opt', ...command], unlike);
    expect(stdout).toContain(`seed 78 trace ${trace}`);
  });

  it('draws of a seed what it has drawn on every machine so far: changed only together with what there is to draw', () => {
    const drawn = createHash('sha256')
      .update(JSON.stringify(drawPlan(77, { visits: VISITS })))
      .digest('hex');
    expect(drawn).toBe('39aadf8bdceea0075af855cb20e9bffcc3c2281c16838a9e766142dda7573a2f');
  });

  it('draws every kind of incident, each in some seeds only', () => {
    const kinds = new Map<string, number>();
    const room = { terminals: 2, gapMs: 60_000, lengthMs: 7_200_000 };
    for (let seed = 0; seed < 100; seed += 1) {
      const random = seededRandom(seed);
      const drawn = new Set(drawIncidents(random, drawFaults(random), room).map(({ kind }) => kind));
      for (const kind of drawn) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    const all = new Set(drawIncidents(seededRandom(1), ALL_FAULTS, { ...room, lengthMs: 1e8 }).map(({ kind }) => kind));
    expect([...kinds.keys()].toSorted()).toEqual([...all].toSorted());
    for (const seeds of kinds.values()) expect(seeds).toBeLessThan(95);
  });
});
