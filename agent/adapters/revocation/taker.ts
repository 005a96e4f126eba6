/**
 * Takes revocation lists out of the updates: the text is put down and built into the next list by a process of its own, so
 * that sorting through millions of cards takes nothing from the counter. One that was put down and not built, because the
 * power went, is built at the next start. What can not be built is said and not asked for again.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import type { UpdateName } from '../../core/update.ts';
import type { Log } from '../../ports/log.ts';
import type { UpdateTaker } from '../../ports/updates.ts';

/** A full list of five million cards, as text. */
const MOST_BYTES = 192 << 20;
const UPDATE = 'update.txt';
const TAKEN = 'taken.json';

/** Builds the list out of this update; resolves with what is wrong, or null. */
export type BuildApart = (update: string) => Promise<string | null>;

export function revocationTaker(folder: string, build: BuildApart, log: Pick<Log, 'info' | 'error'>): UpdateTaker {
  const [update, taken] = [join(folder, UPDATE), join(folder, TAKEN)];
  let building = Promise.resolve();
  const start = () => {
    building = building.then(async () => {
      if (!existsSync(update)) return;
      const wrong = await build(update);
      rmSync(update, { force: true });
      if (wrong !== null) log.error('revocation_refused', { reason: wrong });
    });
  };
  start();
  return {
    kind: 'revocation',
    mostBytes: MOST_BYTES,
    held: () => (existsSync(taken) ? [JSON.parse(readFileSync(taken, 'utf8')) as Omit<UpdateName, 'kind'>] : []),
    take({ name, version, sha256, bytes }) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      put(update, bytes);
      put(taken, JSON.stringify({ name, version, sha256 }));
      log.info('revocation_taken', { name, version });
      start();
      return { notices: [], faults: [] };
    },
  };
}

/** `program` is dist/tongxing.js. */
export function buildApart(program: string, dataDir: string): BuildApart {
  return (update) =>
    new Promise((resolve) => {
      const child = fork(program, ['revocation', 'import', update, '--data', dataDir], {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      // Before it has threads of its own, which would keep the priority they were born with.
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
      let said = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        said = `${said}${text}`.slice(-1_000);
      });
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(code === 0 ? null : said || `ended with ${signal ?? code}`));
    });
}

function put(path: string, contents: string | Uint8Array): void {
  writeFileSync(`${path}.draft`, contents, { mode: 0o600, flush: true });
  renameSync(`${path}.draft`, path);
}
