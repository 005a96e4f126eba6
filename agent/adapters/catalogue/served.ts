/**
 * The catalogue folder as the agent serves it: the installed file, and the next one as soon as it is in place. Looks at the
 * pointer every two seconds from a timer, and a turn never waits, so a swap falls between two turns and never into one. The
 * old file is closed when the new one is open; a new one that does not open leaves the old one serving.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { untilLook } from '../../core/time.ts';
import type { CatalogueLookup } from '../../ports/catalogue.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { CatalogueFileError } from '../catalogue-file.ts';
import { POINTER, readPointer } from './folder.ts';
import { type OpenCatalogue, openFinishedCatalogue } from './source.ts';

export interface ServedCatalogue extends CatalogueLookup {
  /** Looks now; true when another version serves from here on. */
  refresh(): boolean;
  close(): void;
}

const LOOK_MS = 2_000;

/** Throws CatalogueFileError: nothing is installed, or it can not be opened. */
export function serveCatalogue(
  folder: string,
  clock: Pick<Clock, 'after' | 'monotonicMs'>,
  log: Pick<Log, 'info' | 'error'>,
): ServedCatalogue {
  let seen = stampOf(folder);
  let current = openInstalled(folder);
  let cancel = clock.after(untilLook(LOOK_MS, clock.monotonicMs()), look);

  function look(): void {
    refresh();
    cancel = clock.after(untilLook(LOOK_MS, clock.monotonicMs()), look);
  }

  function refresh(): boolean {
    const stamp = stampOf(folder);
    if (stamp === seen) return false;
    // Whatever comes of it: the same pointer is not tried again, and not complained of every two seconds.
    seen = stamp;
    let next: OpenCatalogue;
    try {
      if (readPointer(folder)?.version === current.version) return false;
      next = openInstalled(folder);
    } catch (error) {
      log.error('catalogue_not_swapped', { message: error instanceof Error ? error.message : String(error) });
      return false;
    }
    const before = current;
    current = next;
    before.close();
    log.info('catalogue_swapped', { from: before.version, to: next.version });
    return true;
  }

  return {
    get version() {
      return current.version;
    },
    entries: (code) => current.entries(code),
    goodsOf: (code) => current.goodsOf?.(code) ?? null,
    lookUp: (text, day) => current.lookUp(text, day),
    find: (text, day, limit) => current.find(text, day, limit),
    refresh,
    close() {
      cancel();
      current.close();
    },
  };
}

export function openInstalled(folder: string): OpenCatalogue {
  const pointer = readPointer(folder);
  if (pointer === null) throw new CatalogueFileError(folder, 'holds no catalogue yet: tongxing catalogue import');
  return openFinishedCatalogue(join(folder, pointer.file));
}

/** Changes whenever the pointer is renamed into place, or others may read it. */
function stampOf(folder: string): string {
  try {
    const found = statSync(join(folder, POINTER), { throwIfNoEntry: false, bigint: true });
    return found === undefined ? '' : `${found.ino}/${found.ctimeNs}/${found.size}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? '';
  }
}
