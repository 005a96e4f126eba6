/** What the daemon records on the real parts — its drivers in processes of their own — comes again in virtual time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readRecording, recordingsAt } from '../../agent/adapters/recording-file.ts';
import { hostMachine } from '../../agent/cli/sim/host-machine.ts';
import { RealStage } from '../../agent/cli/sim/real-stage.ts';
import { ledgerIn } from '../../agent/cli/sim/recordings.ts';
import { plainForm } from '../../drivers/registry.ts';
import { replay } from '../../simulator/replay/replay.ts';
import { castOf } from '../../simulator/scenario/play.ts';
import { play } from '../../simulator/scenario/run.ts';
import { describeOnPcscd } from '../e2e/shop-hooks.ts';
import { scenariosFor } from './real.ts';

const FEW = ['employee-purchase', 'killed-offline', 'provisional-sale', 'scanned-goods', 'paper-out'];
const folder = mkdtempSync(join(tmpdir(), 'tongxing-recorded-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

await describeOnPcscd('a session on the real parts, recorded by its daemon', (pcscd) => {
  it.each(
    scenariosFor('real')
      .filter(({ name }) => FEW.includes(name))
      .map((one) => [one.name, one] as const),
  )(
    '%s comes again with the same money and states',
    async (name, scenario) => {
      const recordings = join(folder, name);
      const keyPath = join(folder, `${name}.key`);
      const stage = await RealStage.open(scenario, hostMachine(pcscd), { folder: recordings, keyPath });
      try {
        expect((await play(scenario, stage, castOf())).failed).toBeNull();
      } finally {
        await stage.stop();
      }
      const files = recordingsAt(recordings);
      const entries = files.flatMap((file) => readRecording(file, { keyPath }, plainForm.unplain));
      // One that is killed leaves a recording without an end, and another begins.
      expect(files).toHaveLength(name === 'killed-offline' ? 2 : 1);
      expect(await replay(entries, { open: ledgerIn })).toEqual({
        ...{ steps: entries.length, lives: files.length, failure: null },
      });
    },
    120_000,
  );
});
