/**
 * Signals by which other daemons begin their log anew, and that would do harm to ours: SIGUSR1 opens Node's debugger to
 * every user of the machine, who could then read keys and cards, and SIGUSR2 ends the process.
 */
export function keepUnasked(): void {
  for (const signal of ['SIGUSR1', 'SIGUSR2'] as const) process.on(signal, () => {});
}
