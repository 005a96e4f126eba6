/**
 * The revocation list as the agent serves it: what is in the folder, and the next one as soon as it is in place. Looks every
 * two seconds from a timer, so a swap falls between two turns and never into one. No list, or a damaged one, is said once
 * and answers that nothing is known; one that may not be read leaves the one before serving.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { untilLook } from '../../core/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { RevocationList } from '../../ports/revocation.ts';
import { FILE_NAME, RevocationError } from './layout.ts';
import { type OpenList, openList } from './list.ts';

export interface ServedList extends RevocationList {
  /** Looks now. */
  refresh(): void;
  close(): void;
}

const LOOK_MS = 2_000;

export function serveRevocation(
  folder: string,
  clock: Pick<Clock, 'after' | 'monotonicMs'>,
  log: Pick<Log, 'info' | 'warn' | 'error'>,
): ServedList {
  let current: OpenList | null = null;
  let seen: string | null = null;
  let cancel = () => {};

  function put(next: OpenList | null): void {
    current?.close();
    current = next;
  }

  function refresh(): void {
    const stamp = stampOf(folder);
    if (stamp === seen) return;
    // Whatever comes of it: the same file is not tried again, and not complained of every two seconds.
    seen = stamp;
    try {
      put(openList(folder));
      log.info('revocation_in_force', { version: current?.version ?? '', cards: current?.count ?? 0 });
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (error instanceof RevocationError) log.error('revocation_damaged', { path: error.path, reason: error.reason });
      else if (code === 'ENOENT') log.warn('revocation_missing', { path: folder });
      else return log.error('revocation_unreadable', { path: folder, reason: code });
      put(null);
    }
  }

  function look(): void {
    refresh();
    cancel = clock.after(untilLook(LOOK_MS, clock.monotonicMs()), look);
  }

  look();
  return {
    revoked(cardId) {
      try {
        return current?.revoked(cardId) ?? null;
      } catch (error) {
        put(null);
        if (error instanceof RevocationError)
          log.error('revocation_damaged', { path: error.path, reason: error.reason });
        else log.error('revocation_unreadable', { path: folder, reason: (error as NodeJS.ErrnoException).code });
        return null;
      }
    },
    get version() {
      return current?.version ?? '';
    },
    get asOf() {
      return current?.as_of_ms ?? null;
    },
    refresh,
    close() {
      cancel();
      put(null);
    },
  };
}

/** Changes whenever a list is renamed into place, or others may read it. */
function stampOf(folder: string): string {
  try {
    const found = statSync(join(folder, FILE_NAME), { throwIfNoEntry: false, bigint: true });
    return found === undefined ? '' : `${found.ino}/${found.ctimeNs}/${found.size}`;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? '';
  }
}
