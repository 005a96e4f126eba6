/** Every scenario that is not for virtual time alone, on the real parts: one that passes there and fails here is a finding. */
import { onRealParts, realScenarios } from './real.ts';

await onRealParts(realScenarios());
