/** Moved to agent/enrolment.ts (it joins wire and adapters, so it is shell); this forwards until main.ts imports it there. */
export { enrol } from '../enrolment.ts';
