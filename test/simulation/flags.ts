/** How a process of simulated worlds is run. */

/** With a process for each core, threads that help to collect only get in its way; most of what a world makes dies young. */
export const WORLD_FLAGS: readonly string[] = ['--single-threaded-gc', '--max-semi-space-size=32'];
