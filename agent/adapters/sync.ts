/** What a file or a folder holds by now is on disk when this returns: after a rename it is the folder that has to be. */
import { closeSync, fsyncSync, openSync } from 'node:fs';

export function sync(path: string): void {
  const opened = openSync(path, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
