/**
 * A change of what the agent goes by while it is at work: limits, ages, and what is wrong with the configuration. All of it
 * in one step, so that nothing is ever decided by half of a configuration.
 */
import { type Draft, patch, setTrouble } from './draft.ts';
import type { Ages, Limits } from './limits.ts';
import type { Trouble } from './problem.ts';

export interface Configured {
  readonly kind: 'configured';
  readonly limits?: Limits;
  readonly ages?: Ages;
  /** Null when nothing is wrong any more. */
  readonly trouble?: Trouble | null;
}

export function onConfigured(draft: Draft, { limits, ages, trouble }: Configured): void {
  if (limits !== undefined) patch(draft, { limits });
  if (ages !== undefined) patch(draft, { ages });
  if (trouble !== undefined) setTrouble(draft, 'config', trouble);
}
