/** The world and what it stands on in one module, for a bundle into which a bug can be planted. */
export { ALL_FAULTS } from '../../simulator/world/faults.ts';
export { drawPlan, runWorld } from '../../simulator/world/world.ts';
export { ground } from '../simulation/ground.ts';
