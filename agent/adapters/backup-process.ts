/**
 * The daily copy of the ledger, made and checked in a process of its own that gives way: a check of a million entries
 * takes minutes, and no acceptance may wait for it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { giveWay } from './low-priority.ts';

export interface Copies {
  /** When the newest one was made, ms since 1970 UTC, by its name; 0 for none. */
  newestMs(): number;
  /** The command's exit code; 4 when the ledger was found damaged or changed. */
  make(): Promise<number>;
  /** Ends one that is under way. */
  stop(): void;
}

/** `program`: the built command line. */
export function copyProcess(program: string, dataDir: string): Copies {
  const folder = join(dataDir, 'backups');
  let underWay: ChildProcess | null = null;
  return {
    stop: () => void underWay?.kill(),
    newestMs() {
      const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{8}T\d{6}Z\.db$/.test(name)) : [];
      const newest = names.sort().at(-1);
      return newest === undefined
        ? 0
        : Date.parse(newest.replace(/^(....)(..)(..)T(..)(..)(..)Z\.db$/, '$1-$2-$3T$4:$5:$6Z'));
    },
    make: () =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [program, 'backup', '--data', dataDir], { stdio: 'ignore' });
        underWay = child;
        child.once('error', () => resolve(1));
        child.once('spawn', () => {
          if (child.pid !== undefined) void giveWay(child.pid);
        });
        child.once('exit', (code) => {
          underWay = null;
          resolve(code ?? 1);
        });
      }),
  };
}
