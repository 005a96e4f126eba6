/**
 * The scenario files marked for it in a QEMU guest, booted once: the real daemon on the guest's own kernel, reader, scanners
 * and printer. One that passes elsewhere and fails here is a finding. With TONGXING_GUEST_SCENARIOS set it is so many of
 * them, drawn by the run's seed.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ground, openGuest } from '../../agent/cli/sim/guest-machine.ts';
import { openLab } from '../../agent/cli/sim/lab/guest.ts';
import { playReal } from '../../agent/cli/sim/scenarios.ts';
import { castOf } from '../../simulator/scenario/play.ts';
import { drawn, scenariosFor } from '../scenario/real.ts';

const { missing } = openLab();
if (missing !== null && process.env['CI'] === 'true') throw new Error(missing);

describe('the same files in a QEMU guest', () => {
  if (missing !== null) return it.skip(missing);
  const cast = castOf();
  let ground: Ground;
  /** Whether the guest is as it was: one whose story broke off may still be at it, and fail every one after that. */
  let clean = true;
  beforeAll(async () => {
    ground = await openGuest();
  });
  afterAll(() => ground?.close());

  it.each(drawn(scenariosFor('guest'), process.env['TONGXING_GUEST_SCENARIOS']).map((one) => [one.name, one] as const))(
    '%s',
    async (_name, scenario) => {
      if (!clean) {
        await ground.close();
        ground = await openGuest();
      }
      clean = false;
      const { failed } = await playReal(scenario, ground.machine, cast);
      clean = failed === null;
      expect(failed === null ? '' : `${scenario.file}:${failed.step.line}: ${failed.failure}`).toBe('');
    },
  );
});
