/**
 * The real pcscd for a test file, or the sentence why there is none here. One that this machine has and that does not
 * serve is a failure, and where CI is set a missing one is, too, so that nobody can quietly stop testing the real path.
 */

import { deviceClock } from '../../agent/adapters/device-clock.ts';
import { type Pcscd, type PcscdProblem, startPcscd } from '../../simulator/card/pcscd.ts';

export type RealPcscd =
  | { readonly pcscd: Pcscd; readonly missing: null }
  | { readonly pcscd: null; readonly missing: string };

/** What a machine may lack, or have for somebody else. */
const LACKING: readonly PcscdProblem[] = ['pcscd_missing', 'not_root', 'no_guard', 'pcscd_running'];

/** Waits for another test file's pcscd to end: one machine has one. */
export async function realPcscd(waitMs = 120_000): Promise<RealPcscd> {
  const started = await startPcscd({ clock: deviceClock(), waitMs, allowOpenPort: true });
  if (started.ok) return { pcscd: started.pcscd, missing: null };
  const missing = `no pcscd here (${started.problem}): ${started.detail}`;
  if (process.env['CI'] === 'true' || !LACKING.includes(started.problem)) throw new Error(missing);
  return { pcscd: null, missing };
}
