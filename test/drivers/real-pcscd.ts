/**
 * The real pcscd for a test file, or the sentence why there is none here. Where CI is set a missing one is a failure,
 * so that a build machine cannot quietly stop testing the real path.
 */

import { deviceClock } from '../../agent/adapters/device-clock.ts';
import { type Pcscd, startPcscd } from '../../simulator/card/pcscd.ts';

export type RealPcscd =
  | { readonly pcscd: Pcscd; readonly missing: null }
  | { readonly pcscd: null; readonly missing: string };

/** Waits for another test file's pcscd to end: one machine has one. */
export async function realPcscd(): Promise<RealPcscd> {
  const started = await startPcscd({ clock: deviceClock(), waitMs: 120_000, allowOpenPort: true });
  if (started.ok) return { pcscd: started.pcscd, missing: null };
  const missing = `no pcscd here (${started.problem}): ${started.detail}`;
  if (process.env['CI'] === 'true') throw new Error(missing);
  return { pcscd: null, missing };
}
