/** The StoreCare port over the open ledger: each task bounded, each inside the turn its caller has begun. Only wiring. */
import type { StoreCare } from '../../ports/care.ts';
import { createCheckpoints } from './checkpoints.ts';
import type { Context } from './context.ts';
import { createErasure } from './erasure.ts';
import type { Keyring } from './keyring.ts';

export function createCare(context: Context, keyring: Keyring, guard: <T>(work: () => T) => T): StoreCare {
  const checkpoints = createCheckpoints(context.db);
  const erase = createErasure({ ...context, keyring });
  return {
    checkpoint: (sign) => guard(() => checkpoints.take(context.atMs, sign)),
    untold: () => guard(() => checkpoints.untold()),
    told: (checkpoint) => guard(() => checkpoints.told(checkpoint, context.atMs)),
    erase: (limit) =>
      guard(() => {
        // What is to be forgotten may not come back with a later merge.
        context.recent.merge();
        return erase(context.atMs, limit);
      }),
    wrapKeys: (wrap) => guard(() => keyring.wrap(wrap)),
  };
}
