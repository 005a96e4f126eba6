/** A few scenarios on the real parts in every run; all of them in the long one. */
import { onRealParts, scenariosFor } from './real.ts';

const FEW = ['employee-purchase', 'killed-offline', 'expired-card'];

await onRealParts(scenariosFor('real').filter(({ name }) => FEW.includes(name)));
