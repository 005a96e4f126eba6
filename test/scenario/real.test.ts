/** A few scenarios on the real parts in every run; all of them in the long one. */
import { onRealParts, realScenarios } from './real.ts';

const FEW = ['employee-purchase', 'killed-offline', 'expired-card'];

await onRealParts(realScenarios().filter(({ name }) => FEW.includes(name)));
