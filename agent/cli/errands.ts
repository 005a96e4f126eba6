/**
 * What answers and ends, in one bundle (agent/cli/build.mjs): many commands of the package binary that share nearly all they
 * load. The daemon is not among them, and each is loaded when it is run.
 */
export const open = () => import('./open.ts');
export const caseFiles = () => import('./case-files.ts');
export const replay = () => import('./replay.ts');
export const revocation = () => import('./revocation.ts');
export const doctor = () => import('./doctor.ts');
export const front = () => import('./front.ts');
export const clients = () => import('./clients.ts');
export const devices = () => import('./devices.ts');
export const pack = () => import('./pack.ts');
export const shift = () => import('./shift-commands.ts');
export const queue = () => import('./queue-actions.ts');
export const catalogue = () => import('./catalogue.ts');
export const faults = () => import('./start-fault.ts');
export const keepOwner = () => import('./keep-owner.ts');
export const care = () => import('./care.ts');
