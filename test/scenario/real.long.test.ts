/**
 * Every scenario that is not for virtual time alone, on the real parts: one that passes there and fails here is a finding.
 * With TONGXING_REAL_SCENARIOS set it is so many of them, drawn by the run's seed.
 */
import { drawn, onRealParts, scenariosFor } from './real.ts';

await onRealParts(drawn(scenariosFor('real'), process.env['TONGXING_REAL_SCENARIOS']));
