/**
 * Room on the disk of the data folder: how much is left, and a file that keeps some for the drain. New sales stop while
 * there is still room for what must be written about those there are; when the disk is full all the same, the reserve is
 * given up, and answers can still be written. Must never hold anything.
 */
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MB = 1 << 20;

export interface DiskReserve {
  /** Bytes that may still be used, the reserve not counted; whether new sales should stop. Puts the reserve back. */
  look(): { readonly freeMb: number; readonly leastMb: number; readonly low: boolean };
  /** Gives the reserve up. */
  release(): void;
  /** Gives it up when nothing is left: a start needs room, too, and nothing is drained without one. Says whether it did. */
  makeRoom(): boolean;
}

export interface DiskReserveOptions {
  readonly reserveMb?: number;
  readonly leastMb?: number;
  /** Bytes free on the disk of a folder. */
  readonly free?: (folder: string) => number;
}

/** A day's drain of a busy counter takes a few MB; the write-ahead log and a checkpoint as much again. */
export function diskReserve(dataDir: string, options: DiskReserveOptions = {}): DiskReserve {
  const { reserveMb = 32, leastMb = 128, free = freeBytes } = options;
  const path = join(dataDir, 'reserve');
  const freeNow = () => Math.floor(free(dataDir) / MB);
  const release = () => rmSync(path, { force: true });
  return {
    look() {
      const freeMb = freeNow();
      const low = freeMb < leastMb;
      // Only from plenty: taking it back at once would fill the disk again.
      if (freeMb > leastMb + reserveMb && (!existsSync(path) || statSync(path).size < reserveMb * MB))
        fill(path, reserveMb);
      return { freeMb, leastMb, low };
    },
    release,
    makeRoom() {
      if (freeNow() > 0 || !existsSync(path)) return false;
      release();
      return true;
    },
  };
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Written out: a file that is only long takes no room. Where none can be made (no inode left) it is done without. */
function fill(path: string, megabytes: number): void {
  let file: number | null = null;
  const block = Buffer.alloc(MB, 1);
  try {
    file = openSync(path, 'w', 0o600);
    for (let written = 0; written < megabytes; written += 1) writeSync(file, block);
    fsyncSync(file);
  } catch {
    rmSync(path, { force: true });
  } finally {
    if (file !== null) closeSync(file);
  }
}
