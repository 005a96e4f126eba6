/**
 * Every scenario of the library in virtual time, as `tongxing sim run` plays it; the format's own promises: faults named by
 * file, line and field, the same seed the same run, and a story that is not so fails where it is not.
 */
import { describe, expect, it } from 'vitest';
import { playVirtual, readFile, reading, scenarioFiles, virtualGround } from '../../agent/cli/sim/scenarios.ts';
import { junit, sayStep } from '../../simulator/scenario/report.ts';
import { type StepReport, VERBS } from '../../simulator/scenario/run.ts';
import { type ReadScenarios, readScenarios, type Scenario } from '../../simulator/scenario/scenario.ts';

const read = reading();
const virtual = virtualGround();
const library = scenarioFiles([]).flatMap((file) => {
  const found = readFile(file, read);
  if (!found.ok) throw new Error(JSON.stringify(found.faults));
  return found.scenarios;
});

function written(steps: string): ReadScenarios {
  return readScenarios('story.yaml', `title: { zh: 故事, en: a story }\nsteps:\n${steps}`, read);
}

function story(steps: string): Scenario {
  const found = written(steps);
  const [scenario] = found.ok ? found.scenarios : [];
  if (scenario === undefined) throw new Error(JSON.stringify(found));
  return scenario;
}

async function told(scenario: Scenario, seed: number): Promise<string> {
  const reports: StepReport[] = [];
  await playVirtual(scenario, seed, virtual, (report) => reports.push(report));
  return reports.map(sayStep).join('');
}

describe('the library', () => {
  it.each(library.filter(({ runs }) => runs.includes('virtual')).map((one) => [one.name, one] as const))(
    '%s',
    async (_name, scenario) => {
      const { failed } = await playVirtual(scenario, 1, virtual);
      expect(failed === null ? '' : `${scenario.file}:${failed.step.line} ${failed.step.verb}: ${failed.failure}`).toBe(
        '',
      );
    },
  );
});

describe('a scenario file', () => {
  it.each([
    ['an unknown act, with the nearest', '  - insrt: ceshi-jia', 3, 'steps[0].insrt', 'insert'],
    ['an unknown condition', '  - begin the day\n  - expect: { bil: {} }', 4, 'steps[1].expect.bil', 'bill'],
    ['two acts in one step', '  - insert: ceshi-jia\n    pull: null', 3, 'steps[0]', 'insert, pull'],
    ['a span that is none', '  - begin the day\n\n  - pass: soon', 5, 'steps[1].pass', 'pattern'],
    ['no YAML', '  - [', 3, '', ''],
  ])('says %s by line and field', (_what, steps, line, field, word) => {
    const found = written(steps);
    const [first] = found.ok ? [] : found.faults;
    expect(first).toMatchObject({ file: 'story.yaml', field });
    expect(first?.line).toBeGreaterThanOrEqual(line);
    expect(first?.what).toContain(word);
  });

  it('says of a name that is none of its own where they are listed', () => {
    const [file = ''] = scenarioFiles(['no-such']);
    expect(readFile(file, read)).toMatchObject({ ok: false, faults: [{ what: expect.stringContaining('sim list') }] });
  });

  it('has in its schema every act there is, and no other', () => {
    const verbs = Object.keys(VERBS).toSorted();
    const found = written(`  - { ${verbs.map((verb) => `${verb}: null`).join(', ')} }`);
    expect(found.ok).toBe(false);
    const unknown = found.ok ? [] : found.faults.filter(({ what }) => what.startsWith('没有这一项'));
    expect(unknown).toEqual([]);
  });
});

describe('a run', () => {
  const SALE = '  - begin the day\n  - sell: { card: ceshi-jia, goods: { 奥美拉唑肠溶胶囊: 1 }, rxno: R1, as: sale }\n';

  it('is the same under the same seed, to the instant of each step', async () => {
    const sale = story(`${SALE}  - cut: silent\n  - wait for: { link: down }`);
    expect(await told(sale, 5)).toBe(await told(sale, 5));
  });

  it('ends at the first step that is not so, and says line and difference, for people and for CI', async () => {
    const wrong = story(`${SALE}  - expect: { transaction: { state: rejected } }\n  - pull`);
    const outcome = await playVirtual(wrong, 1, virtual);
    expect(outcome.steps).toHaveLength(3);
    expect(outcome.failed).toMatchObject({ number: 3, step: { line: 5, verb: 'expect' } });
    expect(outcome.failed?.failure).toContain('state: "settled", expected "rejected"');
    expect(junit('suite', [{ outcome, tookMs: 5 }], 7)).toContain('<property name="seed" value="7"/>');
    expect(junit('suite', [{ outcome, tookMs: 5 }])).toMatch(/failures="1"[\s\S]*story\.yaml:5 step 3: expect/);
  });

  it('fails where a refusal was expected and did not come', async () => {
    const { failed } = await playVirtual(story('  - { begin the day: null, fails: busy }'), 1, virtual);
    expect(failed?.failure).toContain('it was not refused');
  });
});
