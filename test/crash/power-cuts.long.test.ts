import { describe, expect, it } from 'vitest';
import { openLab } from '../../agent/cli/sim/lab/guest.ts';
import { NORMAL } from './normal.ts';
import { powerCuts } from './power-cuts.ts';

const CUTS = 20;
const HOUR_MS = 3_600_000;
const { lab, missing } = openLab();

describe('the power fails while the daemon sells', () => {
  if (lab === null) return it.skip(missing);

  it(
    `${CUTS} times: everything told is on the disk, settled exactly once, and the file is intact`,
    async () => {
      const result = await powerCuts(lab, CUTS, Number(process.env['TONGXING_SEED']));
      console.log(`${result.cuts} power cuts, ${result.told} sales told`);
      expect(result.wrongs).toEqual([]);
      expect(result.told).toBeGreaterThan(CUTS);
    },
    HOUR_MS,
  );

  it(
    'with synchronous=NORMAL planted what was told is lost',
    async () => {
      const result = await powerCuts(lab, CUTS, 1, NORMAL);
      expect(result.wrongs.join()).toContain('was told and is not on the disk');
    },
    HOUR_MS,
  );
});
