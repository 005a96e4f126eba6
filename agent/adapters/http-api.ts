/** Moved to agent/local-api.ts (it joins routes, catalogue and server, so it is shell); this forwards until main.ts imports it there. */
export { createHttpApi } from '../local-api.ts';
