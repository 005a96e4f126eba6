/**
 * What a command may do to the world, so that commands run in tests as they run in a terminal: text out, time, and the
 * wish to stop. Exit codes are answers; nothing but the entry point ends the process.
 */
export interface World {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly nowMs: () => number;
  /** One line that nobody may see, asked for; undefined where there is nobody to ask. */
  readonly secret?: (prompt: string) => Promise<string>;
  /** What follows takes long and is urgent to nobody: a counter at work on this machine comes first. */
  readonly giveWay?: () => Promise<void>;
  /** Resolves at SIGINT or SIGTERM. */
  readonly stopped: () => Promise<void>;
  /** Calls back at each SIGHUP; absent where nobody sends one. */
  readonly onReload?: (reload: () => void) => void;
}

export const EXIT = {
  done: 0,
  defect: 1,
  /** Command line, configuration or case is not right. */
  badInput: 2,
  /** Not possible on this machine as it is: port, lock, files, centre. */
  cannot: 3,
  /** `ledger verify` found something. */
  found: 4,
} as const;
